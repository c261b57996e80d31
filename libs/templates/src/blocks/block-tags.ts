import { Tokenizer, TypeGuards } from 'liquidjs';

/** A place at which a block is put in: `{% include 'footer' %}`. */
export interface BlockTag {
  /** Null = it does not name one. */
  readonly key: string | null;
  readonly begin: number;
  readonly end: number;
}

const NAMED = /^(['"])([^'"]*)\1$/;

/** The places of a source at which blocks are put in; none where its Liquid is not whole: that is told elsewhere. */
export function blockTagsIn(source: string): readonly BlockTag[] {
  if (!source.includes('include')) return [];
  try {
    return new Tokenizer(source).readTopLevelTokens().flatMap((token) => {
      if (!TypeGuards.isTagToken(token) || token.name !== 'include') return [];
      const key = NAMED.exec(token.args.trim())?.[2] ?? null;
      return [{ key, begin: token.begin, end: token.end }];
    });
  } catch {
    return [];
  }
}
