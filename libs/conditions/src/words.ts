import type { Json } from './facts';

/** The most characters of one value in a sentence. */
const LONGEST = 80;

/** Control characters, what turns the direction of text, halves of surrogate pairs: no store or terminal wants them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** A text fit for a sentence: at most `longest` characters, none unprintable. */
export function shortened(text: string, longest = LONGEST): string {
  if (text.length > longest)
    return `${shortened(text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, ''), longest)}…`;
  return PLAIN.test(text) ? text : text.replace(UNPRINTABLE, '\ufffd');
}

/** The name of what a path reads, as a marketer says it: `plan` for `profile.plan`. */
export function nameOf(path: string): string {
  return shortened(path.slice(path.indexOf('.') + 1));
}

/** A value as it stands in a sentence: texts in quotes, at most 80 characters whatever it is. */
export function shown(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'nothing';
  return Array.isArray(value) ? `[${listed(value, LONGEST - 2)}]` : 'an object';
}

/** The values of a list, separated by commas: as many as fit into `longest` characters. */
export function listed(values: readonly Json[], longest = LONGEST): string {
  let text = '';
  for (const value of values) {
    const item = Array.isArray(value) ? 'a list' : shown(value);
    const longer = text === '' ? item : `${text}, ${item}`;
    if (longer.length > longest - 3) return text === '' ? `${shortened(item, longest)}` : `${text}, …`;
    text = longer;
  }
  return text;
}

/** The kind of a value, in words that follow "is". */
export function kindOf(value: Json): string {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'yes or no';
  if (value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : 'an object';
}

/** Reasons one after another: the first three, and how many more there are. */
export function together(reasons: readonly string[]): string {
  if (reasons.length === 1) return reasons[0] ?? '';
  const said = reasons.slice(0, 3).join('; ');
  const rest = reasons.length - 3;
  return shortened(rest > 0 ? `${said}; and ${rest} more` : said, 500);
}

function quoted(text: string): string {
  return `'${shortened(text, LONGEST - 2)}'`;
}
