import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_TYPE } from '../http/problem';

/** Codes of refusals, and what each means. */
export type Codes = { readonly [code: string]: string };

type Components = NonNullable<OpenAPIObject['components']>;
type Response = NonNullable<Components['responses']>[string];
type Content = NonNullable<Extract<Response, { readonly content?: unknown }>['content']>;

/** The content of an answer that is a problem; which codes it may have is said when the whole document is there. */
export const problemContent = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };

/** The content of an answer that is a problem with one of the codes that its description lists. */
export function problemContentOf(description: string): Content {
  const code = { enum: [...codesIn(description)] };
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code } }] };
  return { [PROBLEM_TYPE]: { schema } };
}

/** Codes and what they mean, as a list. */
export function codeList(codes: Codes): string {
  return Object.entries(codes)
    .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
    .join('\n');
}

/** The codes that `codeList` listed in a description. */
export function codesIn(description: string): readonly string[] {
  const codes = [...description.matchAll(/^- `([a-z0-9-]+)`: /gm)].map(([, code = '']) => code);
  return [...new Set(codes)];
}

/** Refusals that several routes share, by name. Each is a component of the document. */
export const sharedRefusals = {
  KeyNeeded: {
    'key-missing': 'the request shows no key',
    'key-unknown': 'the key opens nothing: mistyped, unknown or revoked',
  },
  SecretKeyNeeded: { 'secret-key-needed': 'a write key may only send events' },
  OriginNotAllowed: { 'origin-not-allowed': 'the browser key may not be used from this site' },
  TooMany: {
    'too-many-events':
      'one address has sent more with a browser key than it may; try again after Retry-After',
  },
  TooSlow: { 'request-too-slow': 'the request did not arrive in time' },
  TooLarge: { 'body-too-large': 'the body has more bytes than this route takes, packed or unpacked' },
  NotTaken: {
    'unsupported-media-type': 'this route takes JSON',
    'unsupported-encoding': 'plain and gzip are taken',
  },
  WrongUrl: { 'malformed-url': 'the URL is not well formed' },
  WrongQuery: { 'invalid-request': 'a parameter is wrong: see `errors`' },
  WrongCursor: { 'wrong-cursor': 'the cursor is not one of this list' },
  UrlTooLong: { 'url-too-long': 'a part of the URL is too long' },
  WrongJson: {
    'empty-body': 'there is no JSON in the body',
    'malformed-json': 'the body is not JSON',
    'truncated-json': 'the JSON ends before it is complete',
    'trailing-text': 'text follows after the JSON',
    'not-an-object': 'the body is JSON, but not an object',
    'duplicate-key': 'a key stands twice in the same object',
    'forbidden-key': 'a key means something to JavaScript, such as `__proto__`',
    'nul-character': 'a text has a NUL character',
    'lone-surrogate': 'a text has half a character',
    'number-too-large': 'a number is larger than a double holds',
    'number-too-long': 'a number has more than 400 characters',
    'too-deep': 'objects and lists lie too deep in each other',
    'too-many-keys': 'there are too many keys',
    'not-utf8': 'the body is not UTF-8',
    'not-gzip': 'the body is labelled as gzip, but is not',
    'damaged-gzip': 'the body is gzip that cannot be unpacked',
  },
  WrongField: { 'invalid-request': 'a field is wrong: see `errors`' },
  Unexpected: { unexpected: 'a fault of ours; the detail has an id to report' },
  Unavailable: { unavailable: 'the database is away or busy; try again after Retry-After' },
} satisfies { readonly [name: string]: Codes };
export type SharedRefusal = keyof typeof sharedRefusals;

/** The shared refusals as components. */
export function refusalComponents(): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(sharedRefusals).map(([name, codes]) => {
      const description = codeList(codes);
      return [name, { description, content: problemContentOf(description) }];
    }),
  );
}
