import { Tokenizer, TypeGuards } from 'liquidjs';

interface Mark {
  readonly begin: number;
  readonly end: number;
  /** Where its word stands in the protected text. */
  readonly at: number;
  readonly word: string;
  readonly isTag: boolean;
}

/**
 * A source whose Liquid is hidden from HTML and MJML parsers: each tag and output is replaced by one word of
 * letters and digits, which may stand wherever text, an attribute's value or CSS may, and which no source holds.
 */
export interface ProtectedLiquid {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Finds the words; has one group, the number of the mark. Global: use with matchAll, replace and split. */
  readonly words: RegExp;
  /** Puts the Liquid back into something made from the protected text. */
  readonly restore: (made: string) => string;
  /** The offset in the source of an offset in the protected text. */
  readonly sourceOffset: (offset: number) => number;
}

/** Protects the Liquid of a source. Throws Liquid's TokenizationError where a tag or an output is not closed. */
export function protectLiquid(source: string): ProtectedLiquid {
  const prefix = unusedPrefix(source);
  const marks: Mark[] = [];
  let text = '';
  for (const token of new Tokenizer(source).readTopLevelTokens()) {
    const written = source.slice(token.begin, token.end);
    if (TypeGuards.isHTMLToken(token)) {
      text += written;
      continue;
    }
    const word = `${prefix}${marks.length}z`;
    marks.push({
      begin: token.begin,
      end: token.end,
      at: text.length,
      word,
      isTag: TypeGuards.isTagToken(token),
    });
    text += word;
  }
  return {
    text,
    marks,
    words: new RegExp(`${prefix}(\\d+)z`, 'g'),
    restore: (made) =>
      made.replace(new RegExp(`${prefix}(\\d+)z`, 'g'), (word, number: string) => {
        const mark = marks[Number(number)];
        return mark === undefined ? word : source.slice(mark.begin, mark.end);
      }),
    sourceOffset: (offset) => {
      const mark = marks.findLast((candidate) => candidate.at <= offset);
      if (mark === undefined) return offset;
      const behind = offset - mark.at - mark.word.length;
      return behind < 0 ? mark.begin : mark.end + behind;
    },
  };
}

function unusedPrefix(source: string): string {
  const lower = source.toLowerCase();
  let number = 0;
  while (lower.includes(`lq${number}x`)) number += 1;
  return `lq${number}x`;
}
