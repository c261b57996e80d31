import { pointer } from '#journey';

/** Why a text is not JSON that we take. Each is a code of a problem answer. */
export type JsonFaultCode =
  | 'not-utf8'
  | 'empty-body'
  | 'malformed-json'
  | 'truncated-json'
  | 'trailing-text'
  | 'nul-character'
  | 'lone-surrogate'
  | 'number-too-large'
  | 'number-too-long'
  | 'too-deep'
  | 'too-many-keys'
  | 'forbidden-key'
  | 'duplicate-key';

/** What keeps a text from being taken, and where. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  /** Where in the document: an RFC 6901 pointer, as far as it was read. */
  readonly path: string;
  readonly sentence: string;
  readonly hint: string;
}

/** A key of 100 KB is not told back whole. */
const LONGEST_NAME = 100;

const hints: { readonly [C in JsonFaultCode]: string } = {
  'not-utf8': 'Send JSON as UTF-8.',
  'empty-body': 'Send a JSON object.',
  'malformed-json':
    'Send JSON as RFC 8259 writes it: double quotes, no comments, no comma after the last value.',
  'truncated-json': 'Send the whole document; check that it was not cut on its way.',
  'trailing-text': 'Send one JSON document, and nothing after it.',
  'nul-character': 'Remove the NUL characters: no database keeps them in text.',
  'lone-surrogate': 'An emoji was cut in two: cut texts between characters, not between UTF-16 units.',
  'number-too-large': 'Numbers go up to about 1.8e308; send larger ones as text.',
  'number-too-long': 'Numbers have at most 400 characters; send longer ones as text.',
  'too-deep': 'Flatten what you send.',
  'too-many-keys': 'Send fewer keys; a list of values is better sent as an array.',
  'forbidden-key': 'Rename the key.',
  'duplicate-key': 'Give each key once: of two, one would be lost.',
};

/** The fault of this code at the place that the keys lead to. */
export function jsonFault(
  code: JsonFaultCode,
  keys: readonly (string | number)[],
  sentence: string,
): JsonFault {
  return { code, path: pointer(keys.map((key) => shortened(String(key)))), sentence, hint: hints[code] };
}

/** A name as it is told back: not longer than a line, never half a character. */
export function shortened(name: string): string {
  return name.length <= LONGEST_NAME
    ? name
    : `${name.slice(0, LONGEST_NAME).replace(/\p{Surrogate}/gu, '')}…`;
}
