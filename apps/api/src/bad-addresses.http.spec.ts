import { openTestApi, type TestApi } from './testing/open-test-api';
import { seed } from './testing/seed';

const LISTS = [
  '/v1/journeys',
  '/v1/templates',
  '/v1/blocks',
  '/v1/topics',
  '/v1/enrollments',
  '/v1/events/rejected',
  '/v1/events',
  '/v1/suppressions',
  '/v1/sends',
  '/v1/incidents',
  '/v1/profiles/ana/timeline',
  '/v1/journeys/welcome/versions',
  '/v1/journeys/welcome/refusals',
  '/v1/mailbox/messages',
];

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
});
afterAll(() => api.close());

describe('What an address is refused for', () => {
  const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
  const KEYED = ['/v1/journeys/', '/v1/templates/', '/v1/blocks/', '/v1/topics/'];

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
    for (const path of KEYED)
      expect((await get(path + key)).json).toMatchObject({
        status: 400,
        code: 'invalid-key',
        errors: [{ path: '/key' }],
      });
  });

  it.each([
    ['a percent sign alone', '/v1/topics/%', 400, 'malformed-url'],
    ['half a character', '/v1/topics/%C3', 400, 'malformed-url'],
    ['half a character in a userId', '/v1/profiles/%ED%A0%BD', 400, 'malformed-url'],
    ['NUL in a userId', '/v1/profiles/a%00b', 400, 'invalid-user-id'],
    ['a userId of 301 characters', `/v1/profiles/${'a'.repeat(301)}`, 400, 'invalid-user-id'],
    ['a part of 700 characters', `/v1/profiles/${'a'.repeat(700)}`, 414, 'url-too-long'],
    ['an id that is none', '/v1/enrollments/7', 404, 'enrollment-not-found'],
    ['an id that is none, of a send', '/v1/sends/7', 404, 'send-not-found'],
    ['an id that is none, of a message', '/v1/mailbox/messages/7', 404, 'message-not-found'],
    ['a version that is none', '/v1/journeys/welcome/versions/0x1', 404, 'version-not-found'],
    ['a version beyond all', '/v1/journeys/welcome/versions/99999999999999999999', 404, 'version-not-found'],
    ['nothing there', '/v1/nothing', 404, 'no-such-route'],
    ['a slash too many', '/v1/topics/news/', 404, 'no-such-route'],
    ['two slashes', '//v1/topics', 404, 'no-such-route'],
    ['a file of the page that is none', '/docs/package.json', 404, 'no-such-route'],
    ['a way out of the page', '/docs/..%2fpackage.json', 404, 'no-such-route'],
  ])('%s', async (_, url, status, code) => expect((await get(url)).json).toMatchObject({ status, code }));

  it('NUL in the key of the workspace that a provider reports to, whoever signed that', async () => {
    const headers = {
      'x-twilio-email-event-webhook-signature': 'x',
      'x-twilio-email-event-webhook-timestamp': '1',
    };
    const answer = await api.call('POST', '/v1/webhooks/sendgrid/a%00b', { raw: '[]', headers });
    expect([403, 404]).toContain(answer.status);
  });

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
    for (const list of LISTS) {
      const { status, json } = await get(`${list}?${query}`);
      expect([list, status, json]).toMatchObject([
        list,
        400,
        { code: 'invalid-request', errors: [{ path: `/${field}`, code }] },
      ]);
    }
  });

  it('a cursor of 1,201 characters', async () => {
    const { json } = await get(`/v1/topics?cursor=${'a'.repeat(1_201)}`);
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
    [
      'an instant that is none',
      Buffer.from('["moment","now","00000000-0000-4000-8000-000000000000"]').toString('base64url'),
    ],
    [
      'an instant beyond all',
      Buffer.from('["moment",1e300,"00000000-0000-4000-8000-000000000000"]').toString('base64url'),
    ],
    ['an id that is none', Buffer.from('["moment",0,"x"]').toString('base64url')],
    ['nothing', ''],
  ])('a cursor that is %s', async (_, cursor) => {
    for (const list of LISTS) {
      expect((await get(`${list}?cursor=${cursor}`)).json).toMatchObject({
        status: 400,
        code: 'wrong-cursor',
        errors: [{ path: '/cursor' }],
      });
    }
  });

  it.each(['journey=%00', 'userId=%00', 'step=%00', 'state=asleep', 'state=active&state=failed'])(
    'the filter %s of enrollments',
    async (filter) =>
      expect((await get(`/v1/enrollments?${filter}`)).json).toMatchObject({
        status: 400,
        code: 'invalid-request',
      }),
  );

  it.each([
    ['DELETE', '/v1/topics/news', 'GET, HEAD, PUT'],
    ['GET', '/v1/track', 'POST'],
    ['PATCH', '/v1/journeys/welcome', 'DELETE, GET, HEAD, PUT'],
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
