import { openTestApi, type Call, type TestApi } from '../testing/open-test-api';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';
const ABROAD = '203.0.113.9';
const PROXY = '10.0.0.7';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    edge: { publicUrl: 'http://localhost:3000', trustedProxies: ['10.0.0.0/8'], browserEventsPerSecond: 1 },
  });
  const of = (workspaceId: string) => ({ where: { workspaceId, kind: 'browser' } });
  await api.database.prisma.apiKey.updateMany({ ...of(api.mine.id), data: { origins: [SHOP] } });
});
afterAll(() => api.close());

const seen = { anonymousId: 'a1', event: 'Seen' };
const track = (call: Call) =>
  api.call('POST', '/v1/t', { json: seen, key: api.mine.keys.browser, from: ABROAD, ...call });
const allowed = (answer: { headers: Readonly<Record<string, unknown>> }) =>
  answer.headers['access-control-allow-origin'];

describe('A browser key that names its sites', () => {
  it('works there, and its answers are for there', async () => {
    const answer = await track({ headers: { origin: SHOP } });
    expect([answer.status, allowed(answer), answer.headers['vary']]).toEqual([200, SHOP, 'origin']);
    expect(answer.headers['access-control-expose-headers']).toBe('retry-after');
  });

  it.each<[what: string, headers: Readonly<Record<string, string>>]>([
    ['elsewhere', { origin: OTHER }],
    ['on a site whose name begins alike', { origin: `${SHOP}.attacker.example` }],
    ['on the same site without TLS', { origin: 'http://shop.example' }],
    ['on another port', { origin: `${SHOP}:8443` }],
    ['in a frame without an origin', { origin: 'null' }],
    ['outside of a browser', {}],
    ['where only the page before was of the site', { referer: `${SHOP}/cart` }],
  ])('does not work %s', async (_, headers) => {
    const answer = await track({ headers });
    expect(answer).toMatchObject({ status: 403, json: { code: 'origin-not-allowed' } });
    expect(allowed(answer)).toBeUndefined();
    const settings = await api.call('GET', `/v1/projects/${api.mine.keys.browser}/settings`, { headers });
    expect([settings.status, allowed(settings)]).toEqual([403, undefined]);
  });

  it('keeps nothing of what it refuses', async () => {
    await track({ headers: { origin: OTHER }, json: { ...seen, anonymousId: 'of another site' } });
    const where = { kind: 'anonymousId', value: 'of another site' };
    expect(await api.database.prisma.profileIdentifier.count({ where })).toBe(0);
  });
});

describe('A browser key that names no site', () => {
  it('works everywhere', async () => {
    const answer = await track({ key: api.theirs.keys.browser, headers: { origin: OTHER } });
    expect([answer.status, allowed(answer)]).toEqual([200, '*']);
  });
});

describe("The settings of Segment's browser client", () => {
  const settingsOf = async (call: Call, of = api) => {
    const url = `/v1/projects/${of.theirs.keys.browser}/settings`;
    const answer = await of.call('GET', url, { from: '127.0.0.1', ...call });
    return (answer.json as { integrations: { 'Segment.io': object } }).integrations['Segment.io'];
  };
  const named = (apiHost: string, protocol: string) => ({ apiHost, protocol });

  it.each<[call: Call, apiHost: string, protocol: string]>([
    [{}, 'localhost:3000/v1', 'http'],
    [{ headers: { host: '192.168.1.7:3000' } }, '192.168.1.7:3000/v1', 'http'],
    [
      {
        from: PROXY,
        headers: { 'x-forwarded-host': 'events.example.com', 'x-forwarded-proto': 'https', host: 'api' },
      },
      'events.example.com/v1',
      'https',
    ],
    // Who is no proxy of ours is not believed.
    [
      { from: ABROAD, headers: { 'x-forwarded-host': 'evil.example', host: 'api:3000' } },
      'api:3000/v1',
      'http',
    ],
    [{ headers: { host: '%%' } }, 'localhost:3000/v1', 'http'],
  ])('tell it to send where it asked, asked as %j', async (call, apiHost, protocol) => {
    expect(await settingsOf(call)).toMatchObject(named(apiHost, protocol));
  });

  it('tell it our public address, where there is one', async () => {
    const edge = {
      ...{ publicUrl: 'https://example.com/jornada', trustedProxies: [], browserEventsPerSecond: 1 },
    };
    const published = await openTestApi({ edge });
    const told = await settingsOf({ headers: { host: 'api' } }, published);
    await published.close();
    expect(told).toMatchObject({
      ...named('example.com/jornada/v1', 'https'),
      apiKey: published.theirs.keys.browser,
    });
  });
});

const key = () => api.theirs.keys.browser;

describe('An address that sends much with a browser key', () => {
  const flood = (from: string, headers = {}) =>
    api.call('POST', '/v1/b', { key: key(), from, headers, json: { batch: Array(40).fill(0) } });
  const one = (from: string, headers = {}) =>
    api.call('POST', '/v1/t', { key: key(), from, headers, json: seen });

  it('is told when to come again, in a way that a browser may read', async () => {
    expect((await flood('203.0.113.20')).status).toBe(200);
    const answer = await one('203.0.113.20');
    expect(answer).toMatchObject({
      status: 429,
      json: { code: 'too-many-events', message: expect.any(String) },
    });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(5);
    expect(allowed(answer)).toBe('*');
  });

  it('stands in nobody else’s way, and not in its own with another key', async () => {
    await flood('203.0.113.21');
    const server = { key: api.theirs.keys.write, from: '203.0.113.21', json: seen };
    expect((await one('203.0.113.22')).status).toBe(200);
    expect((await api.call('POST', '/v1/t', server)).status).toBe(200);
  });

  it('is the one that a proxy of ours names, and no other', async () => {
    await flood(PROXY, { 'x-forwarded-for': '198.51.100.1, 203.0.113.30' });
    const from = (forwarded: string) => one(PROXY, { 'x-forwarded-for': forwarded });
    // What stands before the last is what the client itself said.
    expect((await from('198.51.100.2, 203.0.113.30')).status).toBe(429);
    expect((await from('203.0.113.31')).status).toBe(200);
    expect((await from('198.51.100.1')).status).toBe(200);
  });

  it('cannot pass for another by saying so', async () => {
    await flood('203.0.113.40');
    expect((await one('203.0.113.40', { 'x-forwarded-for': '198.51.100.9' })).status).toBe(429);
  });
});

describe('What a page says of a person who is known', () => {
  const identify = (of: 'write' | 'browser', json: object) =>
    api.call('POST', '/v1/identify', { key: api.theirs.keys[of], from: '203.0.113.50', json });
  const listed = async (url: string) =>
    (await api.call('GET', url, { key: api.theirs.keys.secret })).json as {
      attributes: object;
      items: { code: string; path: string; raw: string }[];
    };

  it('does not change where the person is reached; the rest counts, and the debugger tells', async () => {
    await identify('write', { userId: 'ana', traits: { email: 'ana@example.com' } });
    const forged = { email: 'eve@example.com', phone: '+5511999999999', plan: 'vip' };
    expect((await identify('browser', { userId: 'ana', anonymousId: 'eve', traits: forged })).status).toBe(
      200,
    );
    await identify('browser', { anonymousId: 'eve', traits: forged });
    expect((await listed('/v1/profiles/ana')).attributes).toEqual({ email: 'ana@example.com', plan: 'vip' });
    const { items } = await listed('/v1/events/rejected?limit=4');
    expect(items.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual([
      ...['/traits/email', '/traits/email', '/traits/phone', '/traits/phone'].map(
        (one) => `needs-server-key ${one}`,
      ),
    ]);
  });

  it('does not reach them through a visitor who says to be them', async () => {
    await identify('write', { userId: 'caio', traits: { email: 'caio@example.com' } });
    await identify('browser', { anonymousId: 'eve-2', traits: { email: 'eve@example.com' } });
    await identify('browser', { anonymousId: 'eve-2', userId: 'caio' });
    await api.call('POST', '/v1/alias', {
      ...{ key: key(), from: '203.0.113.51', json: { previousId: 'eve-2', userId: 'caio' } },
    });
    expect((await listed('/v1/profiles/caio')).attributes).toEqual({ email: 'caio@example.com' });
  });

  it('joins nobody who is known with somebody who is', async () => {
    for (const userId of ['dora', 'edu']) await identify('write', { userId, traits: { name: userId } });
    await api.call('POST', '/v1/alias', {
      ...{ key: key(), from: '203.0.113.52', json: { previousId: 'dora', userId: 'edu' } },
    });
    expect((await listed('/v1/profiles/dora')).attributes).toEqual({ name: 'dora' });
    expect((await listed('/v1/profiles/edu')).attributes).toEqual({ name: 'edu' });
    expect((await listed('/v1/events/rejected?limit=1')).items[0]?.code).toBe('not-joined');
  });

  it('counts where the person was not known before', async () => {
    await identify('browser', { anonymousId: 'b1', traits: { email: 'bia@example.com' } });
    await identify('browser', { anonymousId: 'b1', userId: 'bia', traits: { phone: '+551122223333' } });
    expect((await listed('/v1/profiles/bia')).attributes).toEqual({
      ...{ email: 'bia@example.com', phone: '+551122223333' },
    });
  });
});
