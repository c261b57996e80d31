import { UserError, type FieldError } from '#faults';
import { asSentence, pointer, sayPlainly } from '#journey';
import type { z } from 'zod';
import { shortened } from './json-fault';

type Issue = z.core.$ZodIssue;

/** Findings told at most; more would not be read. */
const MOST_ERRORS = 50;

/**
 * Reads the body of a request by a schema, where it is deeper than a class of fields can say.
 * @throws UserError 400 `invalid-request`, with the place of everything that is wrong
 */
export function readShape<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body, { reportInput: true, error: sayPlainly });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, MOST_ERRORS).flatMap(fieldErrors);
  throw new UserError({
    status: 400,
    code: 'invalid-request',
    detail: asSentence(errors[0]?.message ?? 'the request is not what this route takes'),
    hint:
      errors.length > 1
        ? 'See errors for every field that is wrong.'
        : 'See /docs for what this route takes.',
    errors: errors.slice(0, MOST_ERRORS),
  });
}

function fieldErrors(issue: Issue): readonly FieldError[] {
  const keys = issue.path.map((key) => (typeof key === 'string' ? shortened(key) : key));
  if (issue.code !== 'unrecognized_keys')
    return [{ path: pointer(keys), code: codeOf(issue), message: issue.message }];
  return issue.keys.map((key) => {
    const name = shortened(key);
    return { path: pointer([...keys, name]), code: 'unknown-field', message: `'${name}' is not known here` };
  });
}

/** The code of a finding, named as those of flat bodies are. */
function codeOf(issue: Issue): string {
  if (issue.input === undefined) return 'missing';
  switch (issue.code) {
    case 'invalid_type':
      return notA.get(issue.expected) ?? 'not-an-object';
    case 'invalid_value':
      return 'not-an-option';
    case 'too_small':
      return issue.origin === 'string' ? 'too-short' : 'too-few';
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : 'too-many';
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return 'not-as-it-should-be';
  }
}

const notA: ReadonlyMap<string, string> = new Map([
  ['string', 'not-a-text'],
  ['array', 'not-a-list'],
  ['int', 'not-a-whole-number'],
  ['number', 'not-a-number'],
]);
