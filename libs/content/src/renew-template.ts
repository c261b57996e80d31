import { findTemplate, saveCompiled, type StoredTemplate } from '#database';
import { blocksOf } from './blocks-of';
import { compileContent, type TranslatedSource, type Translation } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { compiledRow } from './store-content';

/** Compiles a stored template anew, with its blocks as they are now; again, where it changes meanwhile. */
export async function renewTemplate(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  template: StoredTemplate,
): Promise<void> {
  let current: StoredTemplate | null = template;
  while (current) {
    const source = sourceOfTemplate(current);
    const blocks = await blocksOf(database, workspaceId, source);
    const content = await compileContent(renderer, source, blocks);
    // Another block was saved meanwhile that does not go with it: it stays as it was when it last could be used.
    if (!content.compiled) return;
    if (await saveCompiled(database, workspaceId, current, compiledRow(content, blocks))) return;
    current = await findTemplate(database, workspaceId, current.key);
  }
}

/** A stored template as a source: without parts that are not there. */
export function sourceOfTemplate({
  subject,
  preheader,
  mjml,
  html,
  text,
  locales,
}: StoredTemplate): TranslatedSource {
  return {
    subject,
    ...(preheader === null ? {} : { preheader }),
    ...(mjml === null ? {} : { mjml }),
    ...(html === null ? {} : { html }),
    ...(text === null ? {} : { text }),
    ...(locales === null
      ? {}
      : { locales: locales as unknown as { readonly [locale: string]: Translation } }),
  };
}
