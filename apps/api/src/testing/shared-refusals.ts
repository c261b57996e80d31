import { gzipSync } from 'node:zlib';
import type { Purpose } from '#links';
import { ADMIN_KEY, type Answered, type Call, type TestApi } from './open-test-api';
import { ABROAD, type Stage } from './provocation';

/** A route as it is documented, and what it takes. */
export interface WalkedRoute {
  readonly method: string;
  readonly path: string;
  readonly hasQuery: boolean;
}

type Provocation = (stage: Stage, route: WalkedRoute) => Promise<Answered>;

const SOME_ID = '00000000-0000-4000-8000-000000000000';
const PURPOSES: { readonly [page: string]: Purpose } = {
  r: 'click',
  o: 'open',
  u: 'unsubscribe',
  p: 'preferences',
  v: 'view',
  e: 'erase',
};
const NAMES: { readonly [parameter: string]: string } = {
  '{userId}': 'ana',
  '{address}': 'bounced@example.com',
  '{id}': SOME_ID,
  '{number}': '1',
  '{workspace}': 'mine',
  '{destination}': 'shop',
  '{asset}': 'start.js',
  '{writeKey}': `wk_${'a'.repeat(40)}`,
  '{key}': 'welcome',
};

/** An address of a route at which it does its work. */
function addressOf({ links, mine }: TestApi, { path }: WalkedRoute): string {
  const purpose = PURPOSES[path.split('/')[1] ?? ''];
  if (path.endsWith('{token}') && purpose)
    return links.urlOf({ purpose, workspaceId: mine.id, sendId: SOME_ID, link: 0 });
  return path.replaceAll(/\{\w+\}/g, (parameter) => NAMES[parameter] ?? parameter);
}

/** Calls a route as it should be called, but for what is said. */
function visit({ api, signer }: Stage, route: WalkedRoute, call: Call = {}, on = api): Promise<Answered> {
  const isSigned = route.path.startsWith('/v1/webhooks/sendgrid/');
  const signed = signer.sign('[]');
  const isAdmins = ['/v1/workspaces', '/metrics'].includes(route.path);
  const usual: Call = isSigned
    ? { raw: signed.body, headers: signed.headers, from: ABROAD }
    : { key: isAdmins ? ADMIN_KEY : api.mine.keys.secret, ...(route.method === 'GET' ? {} : { json: {} }) };
  return on.call(route.method, addressOf(on, route), { ...usual, ...call });
}

const withBody =
  (raw: string | Buffer, headers: Call['headers'] = {}): Provocation =>
  (stage, route) =>
    visit(stage, route, { raw, headers });
const withPart =
  (part: string): Provocation =>
  ({ api }, { method, path }) =>
    api.call(method, path.replace(/\{\w+\}/, part).replaceAll(/\{\w+\}/g, '1'), {
      key: api.mine.keys.secret,
    });
const withQuery =
  (query: string): Provocation =>
  ({ api }, route) =>
    api.call(route.method, `${addressOf(api, route)}?${query}`, { key: api.mine.keys.secret });

const withKeys = (count: number): Provocation =>
  withBody(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [i.toString(36), 0]))));
/** More than one address may send, by a browser of the site that the key is for. */
const tooMany: Provocation = async (stage, route) => {
  const browser: Call = {
    ...{ key: stage.api.mine.keys.browser, headers: { origin: 'https://shop.example' }, from: ABROAD },
  };
  await stage.api.call('POST', '/v1/batch', { ...browser, json: { batch: Array(100).fill(0) } });
  return visit(stage, route, browser);
};
const wrongField = withBody('{"no such field":1}');
const wrongParameter = withQuery('limit=0');

/** What provokes each refusal that routes share, on whichever of them. */
export const sharedProvocations: { readonly [code: string]: Provocation } = {
  'key-missing': ({ api }, route) =>
    api.call(route.method, addressOf(api, route), {
      from: ABROAD,
      ...(route.method === 'GET' ? {} : { json: {} }),
    }),
  'key-unknown': (stage, route) => visit(stage, route, { key: `sk_${'a'.repeat(40)}` }),
  'secret-key-needed': (stage, route) => visit(stage, route, { key: stage.api.mine.keys.write }),
  'origin-not-allowed': (stage, route) =>
    visit(stage, route, { key: stage.api.mine.keys.browser, headers: { origin: 'https://other.example' } }),
  'too-many-events': tooMany,
  'malformed-url': withPart('%ED%A0%BD'),
  'url-too-long': withPart('a'.repeat(700)),
  'invalid-request': (stage, route) => (route.hasQuery ? wrongParameter : wrongField)(stage, route),
  'wrong-cursor': withQuery('cursor=abc'),
  'empty-body': withBody(' '),
  'malformed-json': withBody('userId=ana'),
  'truncated-json': withBody('{"a":1'),
  'trailing-text': withBody('{} {}'),
  'not-an-object': withBody('[]'),
  'duplicate-key': withBody('{"a":1,"a":2}'),
  'forbidden-key': withBody('{"__proto__":1}'),
  'nul-character': withBody(String.raw`{"a":"\u0000"}`),
  'lone-surrogate': withBody(String.raw`{"a":"\ud83d"}`),
  'number-too-large': withBody('{"a":1e999}'),
  'number-too-long': withBody(`{"a":0.${'1'.repeat(500)}}`),
  'too-deep': withBody(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`),
  // A journey has room for more keys than an event may have.
  'too-many-keys': (stage, route) => withKeys(route.path.endsWith('/trigger') ? 2_100 : 21_000)(stage, route),
  'not-utf8': withBody(Buffer.from('{"a":"\xe3"}', 'latin1')),
  'not-gzip': withBody('{}', { 'content-encoding': 'gzip' }),
  'damaged-gzip': withBody(gzipSync('{"a":"a body of some length"}').subarray(0, 30)),
  'body-too-large': withBody(Buffer.alloc(1_100_000, ' ')),
  'unsupported-media-type': withBody('{}', { 'content-type': 'application/xml' }),
  'unsupported-encoding': withBody('{}', { 'content-encoding': 'br' }),
  unexpected: (stage, route) => visit(stage, route, {}, stage.broken),
  unavailable: (stage, route) => visit(stage, route, {}, stage.away),
};

/** What is provoked elsewhere: it takes a socket that is slow, or thousands of events. */
export const provokedElsewhere: { readonly [code: string]: string } = {
  'request-too-slow': 'apps/api/src/http/api-server.spec.ts',
  'too-many-waiting': 'apps/api/src/events/crowded-intake.http.spec.ts',
};
