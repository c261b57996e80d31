import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed } from '../testing/seed';

/** Open to everybody. A route that is added here on purpose is a decision. */
const PUBLIC = ['GET /livez', 'GET /readyz', 'GET /openapi.json', 'GET /docs', 'GET /docs/:asset'];
/** Open to who has a recipient link: the token in it is the key. */
const RECIPIENT = [
  'GET /r',
  'GET /o',
  'GET /u',
  'POST /u',
  'GET /p',
  'POST /p',
  'GET /v',
  'GET /e',
  'POST /e',
].map((name) => `${name}/:token`);
/** Open to what a provider has signed. */
const SIGNED = ['POST /v1/webhooks/sendgrid/:workspace'];
/** Open to the browser key in the address. */
const ADDRESSED = ['GET /v1/projects/:writeKey/settings'];
/** Open to this machine under npm start, else by the secret key. */
const LOCAL = [
  'GET /mailbox',
  'GET /mailbox/:id',
  'GET /v1/mailbox/messages',
  'GET /v1/mailbox/messages/:id',
];
const SEGMENT = [
  'track',
  'identify',
  'page',
  'screen',
  'group',
  'alias',
  'batch',
  'import',
  't',
  'i',
  'p',
  's',
  'g',
  'a',
  'b',
];
const WRITE = SEGMENT.map((name) => `POST /v1/${name}`);

/** Open to whoever runs the server. */
const ADMINS = ['POST /v1/workspaces', 'GET /metrics', 'HEAD /metrics'];

const ABROAD = '203.0.113.9';
const SOME_ID = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
let routes: readonly { readonly name: string; readonly method: string; readonly path: string }[];

beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
  routes = api.built.routes.all().map(({ method, path }) => ({ name: `${method} ${path}`, method, path }));
});
afterAll(() => api.close());

const isRecipients = (name: string): boolean => RECIPIENT.includes(name.replace('HEAD', 'GET'));
const isSigned = (name: string): boolean => SIGNED.includes(name);
const isOpen = (name: string): boolean => PUBLIC.includes(name.replace('HEAD', 'GET')) || isRecipients(name);
const isAddressed = (name: string): boolean => ADDRESSED.includes(name.replace('HEAD', 'GET'));
const closed = () => routes.filter(({ name }) => !isOpen(name) && !isSigned(name) && !isAddressed(name));
const addressOf = (path: string): string =>
  path
    .replace(':key', 'welcome')
    .replace(':workspace', 'mine')
    .replace(':userId', 'ana')
    .replace(':address', 'bounced@example.com')
    .replace(':id', SOME_ID)
    .replace(':number', '1')
    .replace(':asset', 'start.js');
const bodyOf = (method: string): { json?: object } =>
  method === 'POST' || method === 'PUT' ? { json: {} } : {};
const visit = (route: { readonly method: string; readonly path: string }, call: object = {}) =>
  api.call(route.method, addressOf(route.path), { ...bodyOf(route.method), from: ABROAD, ...call });

/** The status and code of the answers of some routes, by route: what all should be alike. */
async function answersOf(chosen: typeof routes, call: object = {}): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const route of chosen) {
    const { status, json } = await visit(route, call);
    answers.push(route.method === 'HEAD' ? `${status}` : `${status} ${String(json?.['code'])}`);
  }
  return [...new Set(answers)].toSorted();
}

describe('Every registered route', () => {
  it('is there: the list is not empty', () => expect(routes.length).toBeGreaterThan(50));

  it('refuses who shows no key, but for those that are public on purpose', async () => {
    expect(await answersOf(closed())).toEqual(['401', '401 key-missing']);
  });

  it.each([
    ['no key', () => ({})],
    ['the secret key', () => ({ key: api.mine.keys.secret })],
  ])('that takes what a provider has signed refuses all else, with %s', async (_, call) => {
    const signed = routes.filter(({ name }) => isSigned(name));
    expect(signed).toHaveLength(SIGNED.length);
    expect(await answersOf(signed, call())).toEqual(['401 signature-missing']);
  });

  it('is answered without a key only where it is public on purpose', async () => {
    for (const route of routes.filter(({ name }) => isOpen(name))) {
      const status = isRecipients(route.name) ? 404 : 200;
      expect([route.name, (await visit(route)).status]).toEqual([route.name, status]);
    }
  });

  it.each([
    ['no key', 'nobody', 401, 'key-unknown'],
    ['an unknown key', `wk_${'a'.repeat(40)}`, 401, 'key-unknown'],
    ['a server key', () => api.mine.keys.write, 403, 'browser-key-needed'],
    ['the secret key', () => api.mine.keys.secret, 403, 'browser-key-needed'],
  ])('that takes a browser key in its address refuses %s there', async (_, given, status, code) => {
    const key = typeof given === 'string' ? given : given();
    const answer = await api.call('GET', `/v1/projects/${key}/settings`, { key: api.mine.keys.secret });
    expect(answer).toMatchObject({ status, json: { code } });
    expect(answer.text).not.toContain(key);
  });

  it.each([
    ['an unknown secret key', { key: `sk_${'a'.repeat(40)}` }],
    ['an unknown write key', { key: `wk_${'a'.repeat(40)}` }],
    ['something that is no key', { key: 'Robert"); DROP TABLE api_key;--' }],
    ['a key of 8 KB', { key: `sk_${'a'.repeat(8_000)}` }],
    ['an empty key', { headers: { authorization: 'Bearer ' } }],
  ])('refuses %s', async (_, call) => {
    expect(await answersOf(closed(), call)).toEqual(['401', '401 key-unknown']);
  });

  it("refuses a secret key in another scheme, but for Segment's routes", async () => {
    const authorization = `Basic ${Buffer.from(`${api.mine.keys.secret}:`).toString('base64')}`;
    const managed = closed().filter(({ name }) => !WRITE.includes(name));
    expect(await answersOf(managed, { headers: { authorization } })).toEqual(['401', '401 key-missing']);
  });

  it('that is of whoever runs the server refuses every key of a workspace', async () => {
    const admins = closed().filter(({ name }) => ADMINS.includes(name));
    expect(admins).toHaveLength(ADMINS.length);
    for (const key of Object.values(api.mine.keys))
      expect(await answersOf(admins, { key })).toEqual(['401', '401 key-unknown']);
  });

  it("that is not one of Segment's refuses a write key", async () => {
    const managed = closed().filter(({ name }) => !WRITE.includes(name) && !ADMINS.includes(name));
    for (const key of [api.mine.keys.write, api.mine.keys.browser]) {
      expect(await answersOf(managed, { key })).toEqual(['403', '403 secret-key-needed']);
    }
  });
});

describe('The key of an event', () => {
  const event = { userId: 'bia', event: 'Seen' };
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });

  it.each([
    ['as Basic user name', () => ({ json: event, headers: basic(api.mine.keys.write) })],
    ['as Bearer', () => ({ json: event, key: api.mine.keys.write })],
    ['in the body', () => ({ json: { ...event, writeKey: api.mine.keys.write } })],
    ['of a browser', () => ({ json: { ...event, writeKey: api.mine.keys.browser } })],
    ['that is secret', () => ({ json: event, headers: basic(api.mine.keys.secret) })],
  ])('is taken %s', async (_, call) => {
    expect(await api.call('POST', '/v1/track', call())).toMatchObject({
      status: 200,
      json: { success: true },
    });
  });

  it.each([
    ['a number', 7],
    ['null', null],
    ['a list', [`wk_${'a'.repeat(40)}`]],
    ['an object', { toString: 1 }],
    ['100 KB', 'w'.repeat(100_000)],
  ])('is refused in the body as %s', async (_, writeKey) => {
    expect((await api.call('POST', '/v1/track', { json: { ...event, writeKey } })).status).toBe(401);
  });

  it('in the header comes before the one in the body', async () => {
    const call = {
      json: { ...event, writeKey: api.mine.keys.write },
      headers: basic(`wk_${'a'.repeat(40)}`),
    };
    expect((await api.call('POST', '/v1/track', call)).json).toMatchObject({ code: 'key-unknown' });
  });

  it('is never kept with the event, nor told back', async () => {
    const refused = await api.call('POST', '/v1/track', {
      json: { event: 'Of Nobody', writeKey: api.mine.keys.write },
    });
    const rejected = await api.call('GET', '/v1/events/rejected', { key: api.mine.keys.secret });
    expect(rejected.text).toContain('Of Nobody');
    expect(refused.text + rejected.text).not.toContain(api.mine.keys.write);
  });
});

describe('The mailbox without a key', () => {
  const visitLocally = (headers: Readonly<Record<string, string>> = {}, from = '127.0.0.1') =>
    api.call('GET', '/mailbox', { headers, from });

  it.each([
    ['localhost', { host: 'localhost:3000' }, '127.0.0.1'],
    ['127.0.0.1', { host: '127.0.0.1:3000' }, '127.0.0.1'],
    ['[::1]', { host: '[::1]:3000' }, '::1'],
    ['an IPv4 address in IPv6', { host: 'localhost' }, '::ffff:127.0.0.1'],
  ])('opens to this machine as %s', async (_, headers, from) => {
    expect((await visitLocally(headers, from)).status).toBe(200);
  });

  it.each([
    ['another machine', {}, ABROAD],
    ['the local network', {}, '192.168.0.7'],
    ['a name that points here (DNS rebinding)', { host: 'attacker.example' }, '127.0.0.1'],
    ['a name that begins like ours', { host: 'localhost.attacker.example' }, '127.0.0.1'],
    ['an address that begins like ours', { host: '127.0.0.1.attacker.example' }, '127.0.0.1'],
    ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1'],
    ['a proxy that speaks of itself', { forwarded: 'for=203.0.113.9' }, '127.0.0.1'],
  ])('does not open to %s', async (_, headers, from) => {
    expect((await visitLocally(headers, from)).json).toMatchObject({ status: 401, code: 'key-missing' });
  });

  it('shows the workspace of the key where one is shown', async () => {
    const { text } = await api.call('GET', '/v1/mailbox/messages', { key: api.theirs.keys.secret });
    expect(text).not.toContain('ana@example.com');
  });

  it('is closed in production', async () => {
    const production = await openTestApi({ localWorkspaceId: null });
    try {
      const answers = await Promise.all(
        LOCAL.map((route) => production.call('GET', addressOf(route.slice(4)))),
      );
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    } finally {
      await production.close();
    }
  });
});
