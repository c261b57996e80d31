import { gzipSync } from 'node:zlib';
import { openTestApi, type Answered, type TestApi } from './testing/open-test-api';
import { journey, seed, template, topic } from './testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
});
afterAll(() => api.close());

const LONG = 'x'.repeat(100_000);
const ODD: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a fraction', -0.5],
  ['null', null],
  ['true', true],
  ['a list', [1, 'two', null, {}]],
  ['an empty list', []],
  ['an object', { a: 1 }],
  ['an object that would be a text', { toString: 1, valueOf: 2, length: 3 }],
  ['an empty text', ''],
  ['100 KB of text', LONG],
  ['signs of SQL', `'; DROP TABLE "journey"; --`],
  ['signs of HTML', '<script>alert(1)</script>'],
  ['an emoji', '😀'],
];

/** Bodies that are right, by the route that takes them. */
const RIGHT: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['POST', '/v1/track', { userId: 'ana', event: 'Seen', properties: { a: 1 }, messageId: 'm', timestamp: '2026-11-22T14:03:00Z', context: {}, anonymousId: 'a', sentAt: '2026-11-22T14:03:00Z' }],
  ['POST', '/v1/identify', { userId: 'ana', traits: { plan: 'vip' }, anonymousId: 'a' }],
  ['POST', '/v1/page', { userId: 'ana', name: 'Home', category: 'c', properties: {} }],
  ['POST', '/v1/screen', { userId: 'ana', name: 'Home', properties: {} }],
  ['POST', '/v1/group', { userId: 'ana', groupId: 'g', traits: {} }],
  ['POST', '/v1/alias', { userId: 'ana', previousId: 'anon' }],
  ['POST', '/v1/batch', { batch: [], sentAt: '2026-11-22T14:03:00Z' }],
  ['POST', '/v1/import', { batch: [] }],
  ['POST', '/v1/journeys/check', journey],
  ['PUT', '/v1/journeys/welcome', journey],
  ['PUT', '/v1/topics/news', { ...topic, key: 'news', description: 'd', default: 'in' }],
  ['PUT', '/v1/templates/hello', { ...template, key: 'hello', preheader: 'p', mjml: null, text: 't' }],
];

const ask = (method: string, url: string, json: unknown) => api.call(method, url, { key: api.mine.keys.secret, json });
const failure = ({ status, text }: Answered): string | null => (status >= 500 ? text : null);

describe('A field of another type than its own never gives a 5xx', () => {
  const cases = RIGHT.flatMap(([method, url, body]) => Object.keys(body).map((field) => [method, url, field, body] as const));

  it.each(cases)('%s %s: %s', async (method, url, field, body) => {
    for (const [what, value] of ODD) {
      const answer = await ask(method, url, { ...body, [field]: value });
      expect([what, failure(answer)]).toEqual([what, null]);
    }
  });

  it('and neither does a body that is right: each case above begins from one', async () => {
    for (const [method, url, body] of RIGHT) expect([url, (await ask(method, url, body)).status]).toEqual([url, 200]);
  });

  it('where a text is needed, anything else is refused with a code and a path', async () => {
    for (const [, value] of ODD.filter(([, odd]) => typeof odd !== 'string')) {
      const { status, json } = await ask('PUT', '/v1/topics/news', { ...topic, name: value });
      expect([status, json?.['code'], json?.['errors']]).toEqual([
        400,
        'invalid-request',
        [{ path: '/name', code: 'not-a-text', message: 'must be a text' }],
      ]);
    }
  });
});

describe('A body that is no object', () => {
  const bodies = ['7', '"text"', 'null', 'true', '[]', '[{}]'];
  it.each(RIGHT.map(([method, url]) => [method, url]))('%s %s refuses it', async (method = '', url = '') => {
    for (const raw of bodies) {
      const answer = await api.call(method, url, { key: api.mine.keys.secret, raw });
      expect([raw, answer.status, answer.json?.['code']]).toEqual([raw, 400, 'not-an-object']);
    }
    expect(await api.call(method, url, { key: api.mine.keys.secret, raw: '' })).toMatchObject({ status: 400 });
  });
});

describe('What a body is refused for', () => {
  const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 21_000 }, (_, i) => [i.toString(36), 0])));

  it.each([
    ['it is cut', '{"userId":"ana"', 'truncated-json', ''],
    ['it is no JSON', 'userId=ana', 'malformed-json', ''],
    ['NUL', String.raw`{"properties":{"a":"\u0000"}}`, 'nul-character', '/properties/a'],
    ['half an emoji', String.raw`{"properties":{"a":"\ud83d"}}`, 'lone-surrogate', '/properties/a'],
    ['infinity', '{"properties":{"a":1e999}}', 'number-too-large', '/properties/a'],
    ['a number of 500 digits', `{"properties":{"a":0.${'1'.repeat(500)}}}`, 'number-too-long', '/properties/a'],
    ['depth', deep, 'too-deep', ''],
    ['21,000 keys', many, 'too-many-keys', ''],
    ['a key of JavaScript', '{"traits":{"__proto__":{"admin":true}}}', 'forbidden-key', '/traits/__proto__'],
    ['a key twice', '{"userId":"ana","userId":"bia"}', 'duplicate-key', '/userId'],
  ])('%s', async (_, raw, code, path) => {
    for (const [method, url] of RIGHT) {
      const { status, json } = await api.call(method, url, { key: api.mine.keys.secret, raw });
      expect([url, status, json]).toMatchObject([url, 400, { code, hint: expect.stringMatching(/\.$/) }]);
      if (path !== '') expect(json).toMatchObject({ errors: [{ path, code }] });
    }
  });

  it('tells a person what to do', async () => {
    const { json } = await api.call('POST', '/v1/track', { key: api.mine.keys.write, raw: '{"userId":"ana","userId":"bia"}' });
    expect(json).toEqual({
      type: 'urn:jornada:problem:duplicate-key',
      title: 'Bad Request',
      status: 400,
      code: 'duplicate-key',
      detail: "'userId' stands twice in the same object.",
      hint: 'Give each key once: of two, one would be lost.',
      errors: [{ path: '/userId', code: 'duplicate-key', message: "'userId' stands twice in the same object." }],
    });
  });

  it('a body of 500 KB is read, one byte more is not', async () => {
    const most = 500 * 1024;
    const body = (bytes: number): string => `{"batch":[],"a":"${'x'.repeat(bytes - 19)}"}`;
    expect(body(most).length).toBe(most);
    expect((await api.call('POST', '/v1/batch', { key: api.mine.keys.write, raw: body(most) })).status).toBe(200);
    expect((await api.call('POST', '/v1/batch', { key: api.mine.keys.write, raw: body(most + 1) })).json).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });

  it('a journey of more than 256 KB is not read', async () => {
    const raw = JSON.stringify({ ...journey, description: 'x'.repeat(256 * 1024) });
    for (const [method, url] of [['PUT', '/v1/journeys/welcome'], ['POST', '/v1/journeys/check']] as const) {
      expect((await api.call(method, url, { key: api.mine.keys.secret, raw })).json).toMatchObject({ code: 'body-too-large' });
    }
  });
});

describe('How a body is packed and labelled', () => {
  const raw = JSON.stringify({ userId: 'ana', event: 'Seen' });
  const send = (url: string, body: string | Buffer, headers: Readonly<Record<string, string>>) =>
    api.call('POST', url, { key: api.mine.keys.secret, raw: body, headers });

  it.each([
    ['text/plain, as browsers say', raw, { 'content-type': 'text/plain' }],
    ['text/plain with a charset', raw, { 'content-type': 'text/plain;charset=UTF-8' }],
    ['a form, though it is JSON', raw, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON in capitals', raw, { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['gzip', gzipSync(raw), { 'content-encoding': 'gzip' }],
    ['gzip by its old name', gzipSync(raw), { 'content-encoding': 'x-gzip' }],
    ['gzip labelled as a form', gzipSync(raw), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['nothing packed, and labelled so', raw, { 'content-encoding': 'identity' }],
  ])('an event is taken as %s', async (_, body, headers) => {
    expect(await send('/v1/track', body, headers)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a type that nobody reads', raw, { 'content-type': 'application/xml' }, 415, 'unsupported-media-type'],
    ['a type that is none', raw, { 'content-type': 'json' }, 415, 'unsupported-media-type'],
    ['several types', raw, { 'content-type': 'text/xml, application/json' }, 415, 'unsupported-media-type'],
    ['a form of files', raw, { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'unsupported-media-type'],
    ['brotli', raw, { 'content-encoding': 'br' }, 415, 'unsupported-encoding'],
    ['gzip twice', gzipSync(gzipSync(raw)), { 'content-encoding': 'gzip, gzip' }, 400, 'not-utf8'],
    ['gzip that is none', raw, { 'content-encoding': 'gzip' }, 400, 'not-gzip'],
    ['gzip cut in two', gzipSync(raw).subarray(0, 30), { 'content-encoding': 'gzip' }, 400, 'damaged-gzip'],
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000, ' ')), { 'content-encoding': 'gzip' }, 413, 'body-too-large'],
    ['gzip of what is no JSON', gzipSync('hello'), { 'content-encoding': 'gzip' }, 400, 'malformed-json'],
    ['Latin-1', Buffer.from('{"userId":"S\xe3o"}', 'latin1'), {}, 400, 'not-utf8'],
    ['UTF-16', Buffer.from(raw, 'utf16le'), {}, 400, 'malformed-json'],
  ])('an event is refused as %s', async (_, body, headers, status, code) => {
    expect((await send('/v1/track', body, headers)).json).toMatchObject({ status, code });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', ''])(
    'a document is refused as %s: it takes JSON alone',
    async (type) => {
      const call = { key: api.mine.keys.secret, raw: JSON.stringify(topic), headers: { 'content-type': type } };
      expect((await api.call('PUT', '/v1/topics/news', call)).json).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );
});

describe('What an address is refused for', () => {
  const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
  const KEYED = ['/v1/journeys/', '/v1/templates/', '/v1/topics/'];

  it.each([
    ['upper case', 'Welcome'],
    ['a space', 'a%20b'],
    ['NUL', 'a%00b'],
    ['a slash', 'a%2Fb'],
    ['a way up', '..%2F..'],
    ['signs of SQL', "'%3B--"],
    ['101 characters', 'a'.repeat(101)],
    ['an emoji', '%F0%9F%98%80'],
  ])('a key with %s', async (_, key) => {
    for (const path of KEYED) expect((await get(path + key)).json).toMatchObject({ status: 400, code: 'invalid-key', errors: [{ path: '/key' }] });
  });

  it.each([
    ['a percent sign alone', '/v1/topics/%', 400, 'malformed-url'],
    ['half a character', '/v1/topics/%C3', 400, 'malformed-url'],
    ['half a character in a userId', '/v1/profiles/%ED%A0%BD', 400, 'malformed-url'],
    ['NUL in a userId', '/v1/profiles/a%00b', 400, 'invalid-user-id'],
    ['a userId of 301 characters', `/v1/profiles/${'a'.repeat(301)}`, 400, 'invalid-user-id'],
    ['a part of 700 characters', `/v1/profiles/${'a'.repeat(700)}`, 414, 'url-too-long'],
    ['an id that is none', '/v1/enrollments/7', 404, 'enrollment-not-found'],
    ['an id that is none, of a message', '/v1/mailbox/messages/7', 404, 'message-not-found'],
    ['a version that is none', '/v1/journeys/welcome/versions/0x1', 404, 'version-not-found'],
    ['a version beyond all', '/v1/journeys/welcome/versions/99999999999999999999', 404, 'version-not-found'],
    ['nothing there', '/v1/nothing', 404, 'no-such-route'],
    ['a slash too many', '/v1/topics/news/', 404, 'no-such-route'],
    ['two slashes', '//v1/topics', 404, 'no-such-route'],
    ['a file of the page that is none', '/docs/package.json', 404, 'no-such-route'],
    ['a way out of the page', '/docs/..%2fpackage.json', 404, 'no-such-route'],
  ])('%s', async (_, url, status, code) => expect((await get(url)).json).toMatchObject({ status, code }));

  it.each([
    ['limit=0', 'limit', 'not-a-whole-number'],
    ['limit=201', 'limit', 'not-a-whole-number'],
    ['limit=-1', 'limit', 'not-a-whole-number'],
    ['limit=1.5', 'limit', 'not-a-whole-number'],
    ['limit=1e2', 'limit', 'not-a-whole-number'],
    ['limit=0x10', 'limit', 'not-a-whole-number'],
    ['limit=', 'limit', 'not-a-whole-number'],
    ['limit=many', 'limit', 'not-a-whole-number'],
    ['limit=5&limit=6', 'limit', 'not-a-whole-number'],
    ['cursor=a&cursor=b', 'cursor', 'not-a-text'],
    ['cursor=%00', 'cursor', 'not-plain-text'],
    ['colour=red', 'colour', 'unknown-field'],
  ])('the query %s', async (query, field, code) => {
    for (const list of ['/v1/journeys', '/v1/templates', '/v1/topics', '/v1/enrollments', '/v1/events/rejected', '/v1/mailbox/messages']) {
      const { status, json } = await get(`${list}?${query}`);
      expect([list, status, json]).toMatchObject([list, 400, { code: 'invalid-request', errors: [{ path: `/${field}`, code }] }]);
    }
  });

  it('a cursor of 601 characters', async () => {
    const { json } = await get(`/v1/topics?cursor=${'a'.repeat(601)}`);
    expect(json).toMatchObject({ code: 'invalid-request', errors: [{ path: '/cursor', code: 'too-long' }] });
  });

  it('the query __proto__, which is nothing to anybody', async () => {
    expect((await get('/v1/topics?__proto__=1&__proto__[limit]=1')).status).toBeLessThan(500);
    expect(({} as { limit?: unknown }).limit).toBeUndefined();
  });

  it.each([
    ['text', 'abc'],
    ['base64 of no JSON', Buffer.from('hello').toString('base64url')],
    ['a cursor of another kind', Buffer.from('["other","a"]').toString('base64url')],
    ['an object', Buffer.from('{}').toString('base64url')],
    ['a key that is none', Buffer.from('["key","A B"]').toString('base64url')],
    ['an instant that is none', Buffer.from('["moment","now","00000000-0000-4000-8000-000000000000"]').toString('base64url')],
    ['an instant beyond all', Buffer.from('["moment",1e300,"00000000-0000-4000-8000-000000000000"]').toString('base64url')],
    ['an id that is none', Buffer.from('["moment",0,"x"]').toString('base64url')],
    ['nothing', ''],
  ])('a cursor that is %s', async (_, cursor) => {
    for (const list of ['/v1/journeys', '/v1/templates', '/v1/topics', '/v1/enrollments', '/v1/events/rejected', '/v1/mailbox/messages']) {
      expect((await get(`${list}?cursor=${cursor}`)).json).toMatchObject({ status: 400, code: 'wrong-cursor', errors: [{ path: '/cursor' }] });
    }
  });

  it.each(['journey=%00', 'userId=%00', 'step=%00', 'state=asleep', 'state=active&state=failed'])(
    'the filter %s of enrollments',
    async (filter) => expect((await get(`/v1/enrollments?${filter}`)).json).toMatchObject({ status: 400, code: 'invalid-request' }),
  );

  it.each([
    ['DELETE', '/v1/topics/news', 'GET, HEAD, PUT'],
    ['GET', '/v1/track', 'POST'],
    ['PATCH', '/v1/journeys/welcome', 'GET, HEAD, PUT'],
    ['POST', '/docs', 'GET, HEAD'],
  ])('%s %s: the method, and which there are', async (method, url, allow) => {
    const answer = await api.call(method, url, { key: api.mine.keys.secret });
    expect(answer.json).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(answer.headers['allow']).toBe(allow);
  });
});

describe('An answer that refuses', () => {
  it('logs nothing: it is no fault of ours', () => expect(api.logged).toEqual([]));
});
