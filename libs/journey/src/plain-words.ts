import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** What is said of a value that is none of the forms it could have; each form knows better what is wrong. */
export const NO_FORM = 'this is written in none of the ways it could be';

/** The most characters of a name or a value in a sentence. */
const LONGEST = 60;

/**
 * What is wrong with a value, for people who have never heard of schemas. It is zod's `error`: it speaks where a schema
 * has nothing better to say of its own.
 */
export function sayPlainly(issue: RawIssue): string {
  const name = nameOf(issue.path ?? []);
  if (issue.input === undefined) return `${name} is missing`;
  switch (issue.code) {
    case 'invalid_type':
      return `${name} must be ${kindNamed(issue.expected)}, not ${issue.expected === 'int' ? shown(issue.input) : kindOf(issue.input)}`;
    case 'invalid_value':
      return `${name} must be ${anyOf(issue.values)}, not ${shown(issue.input)}`;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin !== 'number') return `${name} must not be empty`;
      return `${name} must ${sizeOf(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `${name} must ${sizeOf(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'unrecognized_keys':
      return `${name} has settings that do not exist`;
    case 'invalid_union':
      return NO_FORM;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return `${name} is not written as it should be`;
  }
}

/** A text as a sentence begins and ends. */
export function asSentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** What a value is called in a sentence: by its setting, in a list by its place. */
export function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  if (isStep(path)) return `step ${quoted(String(last))}`;
  if (typeof last !== 'number') return quoted(String(last));
  const list = path.at(-2);
  return list === undefined ? `item ${last + 1}` : `item ${last + 1} of ${quoted(String(list))}`;
}

/** Whether this is the place of a whole step, whose last key is an id and no setting. */
export function isStep(path: readonly PropertyKey[]): boolean {
  return path.length === 2 && path[0] === 'steps';
}

/** A text in quotes, shortened, and without what no screen can show. */
export function quoted(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return `'${short.replaceAll(/[\p{Cc}\p{Cs}]/gu, '\ufffd')}'`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

function anyOf(values: readonly unknown[]): string {
  const [last, ...others] = values.map((value) => shown(value)).reverse();
  return others.length === 0 ? String(last) : `${others.reverse().join(', ')} or ${last}`;
}

function sizeOf(origin: string, bound: string, size: number): string {
  if (origin === 'string') return `have ${bound} ${size} characters`;
  return origin === 'array' ? `have ${bound} ${size} items` : `be ${bound} ${size}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : kindNamed(typeof value);
}

function kindNamed(type: string): string {
  return kinds.get(type) ?? 'something else';
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);
