import fc from 'fast-check';
import type { RawRequest } from './exchange';
import { hostileBody } from './hostile-body';
import { nearlyRight, spoilt, type Schema, type Schemas } from './nearly-right';
import { oddText } from './odd-values';

/** As much of docs/openapi.json as requests are made from. */
export interface Described {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: Schemas };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } };
}

/** What a caller may know or guess. */
export interface Known {
  /** Keys that open the workspace called, or nothing. */
  readonly keys: readonly string[];
  /** Ids, keys, cursors and tokens by the parameters that take them: of that workspace, and of another. */
  readonly parts: { readonly [parameter: string]: readonly string[] };
  /** Headers that make bytes those of the provider whose reports are signed. */
  readonly sign: (bytes: Buffer) => readonly string[];
  /** Documents that are right, by the name of their schema. */
  readonly documents: { readonly [schema: string]: readonly unknown[] };
}

/** A route of the document. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** A request, and how it begins, for whoever reads of it. */
export interface HostileRequest extends RawRequest {
  readonly method: string;
  readonly url: string;
}

export function routesOf({ paths }: Described): readonly Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, operation },
    })),
  );
}

/** Parts of an address as they are written in it, decodable or not. */
const ODD_PARTS = [
  ...['', '%', '%00', '%C3', '%ED%A0%BD', '..', '%2e%2e', '..%2f..%2f..%2fetc%2fpasswd', '.', '%2F', '%5C'],
  ...[
    'a'.repeat(300),
    'a'.repeat(700),
    'a'.repeat(9_000),
    '%F0%9F%98%80'.repeat(40),
    "'%3B--",
    '%25',
    ';',
    '*',
  ],
  ...[
    '__proto__',
    'constructor',
    'id:',
    'id:x',
    '0',
    '-1',
    '1e9',
    '00000000-0000-4000-8000-000000000000',
    '{key}',
  ],
];
const ODD_METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
  'FOO',
];
const ODD_HEADERS = [
  ...[
    'host: ',
    'host: evil.example',
    'host: a\r\nhost: b',
    'origin: null',
    'origin: https://evil.example',
    'origin: \xff',
  ],
  ...[
    'x-forwarded-for: 127.0.0.1',
    'forwarded: for=127.0.0.1',
    'x-http-method-override: DELETE',
    'range: bytes=0-',
  ],
  ...[
    'upgrade: websocket',
    'upgrade: h2c',
    'te: trailers',
    'accept-encoding: *',
    'accept: text/html',
    'cookie: a=b',
  ],
  ...[
    'idempotency-key: ',
    'idempotency-key: a b',
    `idempotency-key: ${'k'.repeat(300)}`,
    'idempotency-key: same',
  ],
  ...[
    `x-odd: ${'x'.repeat(20_000)}`,
    'x-odd: \0',
    'x-odd: \x7f',
    'x odd: 1',
    'x-odd',
    ' x-odd: 1',
    'x-odd: a\nb: c',
  ],
  ...[
    '__proto__: 1',
    'constructor: 1',
    'content-type: text/plain',
    'content-encoding: gzip',
    'if-none-match: *',
  ],
  ...[
    'if-modified-since: yesterday',
    'access-control-request-method: PUT',
    'x-request-id: \xe9',
    'user-agent: ',
  ],
  ...['x-twilio-email-event-webhook-signature: x', 'x-twilio-email-event-webhook-timestamp: 99999999999999'],
];
const ODD_AUTHORIZATIONS = [
  '',
  'Bearer',
  'Bearer ',
  'Basic',
  'Basic Og==',
  'Basic \xff',
  'Digest a=b',
  'sk_',
  'Bearer a b',
];

const encoded = oddText.map((text) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '?')).slice(0, 4_000));

/** Requests to a route that are nearly right, or right in form and hostile in content. */
export function hostileRequests(
  { method, path, operation }: Route,
  { components }: Described,
  known: Known,
): fc.Arbitrary<HostileRequest> {
  const near = nearlyRight(components.schemas);
  return fc
    .record({
      verb: seldom(method, ODD_METHODS),
      address: addresses(path, known),
      query: queries(operation, known),
      key: fc.oneof(
        { weight: 12, arbitrary: fc.constant(`Bearer ${known.keys[0]}`) },
        { weight: 1, arbitrary: fc.constantFrom(...known.keys.slice(1).map((one) => `Bearer ${one}`)) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD_AUTHORIZATIONS) },
      ),
      more: fc.oneof(
        { weight: 6, arbitrary: fc.constant<readonly string[]>([]) },
        { weight: 1, arbitrary: fc.subarray(ODD_HEADERS, { minLength: 1, maxLength: 2 }) },
      ),
      body: bodies(operation, method, near, known),
    })
    .map(({ verb, address, query, key, more, body }) => {
      const url = address + query;
      const head = [
        `${verb} ${url} HTTP/1.1`,
        ...(more.some((one) => one.startsWith('host')) ? [] : ['host: localhost:3000']),
        ...(key === '' ? [] : [`authorization: ${key}`]),
        ...['connection: close', ...more, ...body.headers],
        ...(path.startsWith('/v1/webhooks/') ? known.sign(body.bytes) : []),
      ];
      const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body.bytes]);
      const shown = (): string => bytes.toString().slice(0, 1_500);
      return { method: verb, url, bytes, isCut: body.isCut, [fc.toStringMethod]: shown };
    });
}

function seldom<One>(usual: One, odd: readonly One[]): fc.Arbitrary<One> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

function addresses(path: string, { parts }: Known): fc.Arbitrary<string> {
  const part = (name: string): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...(parts[name] ?? ['a'])) },
      { weight: 2, arbitrary: fc.constantFrom(...ODD_PARTS) },
      { weight: 1, arbitrary: encoded },
    );
  const pieces = path
    .split('/')
    .map((piece) => (piece.startsWith('{') ? part(piece.slice(1, -1)) : fc.constant(piece)));
  const plain = fc.tuple(...pieces).map((all) => all.join('/'));
  const bent = (address: string): fc.Arbitrary<string> =>
    seldom(address, [
      `${address}/`,
      `/${address}`,
      `${address}/..`,
      `${address}%00`,
      `http://other${address}`,
    ]);
  return plain.chain(bent);
}

function queries({ parameters = [] }: Operation, { parts }: Known): fc.Arbitrary<string> {
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const value = (name: string): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...(parts[name] ?? ['1', 'a', '2026-11-22T14:03:00Z'])) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_PARTS) },
      { weight: 2, arbitrary: encoded },
    );
  const pair = fc
    .constantFrom(
      ...names,
      ...(names.length > 0 ? names : ['colour']),
      '__proto__[limit]',
      'limit[]',
      'colour',
    )
    .chain((name) => value(name).map((text) => `${name}=${text}`));
  const none = names.length > 0 ? 1 : 20;
  return fc.oneof(
    { weight: none, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc.array(pair, { minLength: 1, maxLength: 3 }).map((all) => `?${all.join('&')}`),
    },
  );
}

function bodies(
  { requestBody }: Operation,
  method: string,
  near: (schema: Schema) => fc.Arbitrary<unknown>,
  { documents }: Known,
): ReturnType<typeof hostileBody> {
  const none = {
    bytes: Buffer.alloc(0),
    headers: method === 'GET' ? [] : ['content-length: 0'],
    isCut: false,
  };
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  // Who expects nothing may be given something.
  if (!schema)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(none) },
      { weight: 1, arbitrary: hostileBody(near({})) },
    );
  const right = documents[schema.$ref?.split('/').at(-1) ?? ''] ?? [];
  const values =
    right.length > 0 ? fc.oneof(near(schema), fc.constantFrom(...right).chain(spoilt)) : near(schema);
  return fc.oneof(
    { weight: 30, arbitrary: hostileBody(values) },
    { weight: 1, arbitrary: fc.constant(none) },
  );
}
