import type { OpenAPIObject } from '@nestjs/swagger';
import { codeList, problemContent } from './answers';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Codes = { readonly [code: string]: string };

const always = {
  408: { 'request-too-slow': 'the request did not arrive in time' },
  500: { unexpected: 'a fault of ours; the detail has an id to report' },
  503: { unavailable: 'the database is away or busy; try again after Retry-After' },
};
const withParameters = { 400: { 'malformed-url': 'the URL is not well formed', 'invalid-request': 'a parameter is wrong: see `errors`' } };
const withBody = {
  400: {
    'empty-body': 'there is no JSON in the body',
    'malformed-json': 'the body is not JSON; `truncated-json`, `trailing-text`, `not-utf8`, `not-gzip` and `damaged-gzip` say it closer',
    'not-an-object': 'the body is JSON, but not an object',
    'duplicate-key': 'a key stands twice; `forbidden-key`, `nul-character`, `lone-surrogate`, `number-too-large`, `number-too-long`, `too-deep` and `too-many-keys` are refused too',
    'invalid-request': 'a field is wrong: see `errors`',
  },
  413: { 'body-too-large': 'the body has more bytes than this route takes, packed or unpacked' },
  415: { 'unsupported-media-type': 'this route takes JSON', 'unsupported-encoding': 'plain and gzip are taken' },
};
const withKey = {
  401: { 'key-missing': 'the request shows no key', 'key-unknown': 'the key opens nothing: mistyped, unknown or revoked' },
  403: { 'secret-key-needed': 'a write key may only send events', 'origin-not-allowed': 'the browser key may not be used from this site' },
};

/** Adds to every route the refusals that need no mention at each: keys, bodies, parameters, faults of ours. */
export function addCommonRefusals(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    const groups: Readonly<Record<string, Codes>>[] = [always];
    if ((operation.parameters ?? []).length > 0) groups.push(withParameters);
    if (operation.requestBody) groups.push(withBody);
    if ((operation.security ?? []).length > 0) groups.push(withKey);
    for (const group of groups) for (const [status, codes] of Object.entries(group)) addRefusal(operation, status, codes);
  }
}

/** Every operation of a document. */
export function operationsOf(document: OpenAPIObject): readonly Operation[] {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.values(document.paths).flatMap((path) => methods.flatMap((method) => path[method] ?? []));
}

function addRefusal(operation: Operation, status: string, codes: Codes): void {
  const known = operation.responses[status];
  const above = known && 'description' in known ? [known.description] : [];
  operation.responses[status] = { description: [...above, codeList(codes)].join('\n'), content: problemContent };
}
