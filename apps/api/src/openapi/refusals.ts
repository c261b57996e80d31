import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_TYPE } from '../http/problem';

/** Codes of refusals, and what each means. */
export type Codes = { readonly [code: string]: string };

type Components = NonNullable<OpenAPIObject['components']>;
type Response = NonNullable<Components['responses']>[string];

/** The content of an answer that is a problem. */
export const problemContent = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };

/** Codes and what they mean, as a list. */
export function codeList(codes: Codes): string {
  return Object.entries(codes)
    .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
    .join('\n');
}

/** Refusals that several routes share, by name. Each is a component of the document. */
export const sharedRefusals = {
  KeyNeeded: {
    'key-missing': 'the request shows no key',
    'key-unknown': 'the key opens nothing: mistyped, unknown or revoked',
  },
  KeyNotEnough: {
    'secret-key-needed': 'a write key may only send events',
    'origin-not-allowed': 'the browser key may not be used from this site',
  },
  TooSlow: { 'request-too-slow': 'the request did not arrive in time' },
  TooLarge: { 'body-too-large': 'the body has more bytes than this route takes, packed or unpacked' },
  NotTaken: {
    'unsupported-media-type': 'this route takes JSON',
    'unsupported-encoding': 'plain and gzip are taken',
  },
  WrongUrl: {
    'malformed-url': 'the URL is not well formed',
    'invalid-request': 'a parameter is wrong: see `errors`',
  },
  UrlTooLong: { 'url-too-long': 'a part of the URL is too long' },
  WrongBody: {
    'malformed-json':
      'the body is not JSON (closer: `empty-body`, `truncated-json`, `trailing-text`, `not-utf8`, `not-gzip`, `damaged-gzip`)',
    'not-an-object': 'the body is JSON, but not an object',
    'duplicate-key':
      'a key stands twice (refused likewise: `forbidden-key`, `nul-character`, `lone-surrogate`, `number-too-large`, `number-too-long`, `too-deep`, `too-many-keys`)',
    'invalid-request': 'a field is wrong: see `errors`',
  },
  Unexpected: { unexpected: 'a fault of ours; the detail has an id to report' },
  Unavailable: { unavailable: 'the database is away or busy; try again after Retry-After' },
} satisfies { readonly [name: string]: Codes };
export type SharedRefusal = keyof typeof sharedRefusals;

/** The shared refusals as components. */
export function refusalComponents(): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(sharedRefusals).map(([name, codes]) => [
      name,
      { description: codeList(codes), content: problemContent },
    ]),
  );
}
