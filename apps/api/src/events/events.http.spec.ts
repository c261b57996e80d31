import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const post = (route: string, json: object) =>
  api.call('POST', `/v1/${route}`, { key: api.mine.keys.write, json });
const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const rejected = async (query = '') =>
  (await get(`/v1/events/rejected${query}`)).json as {
    items: { id: string; code: string; raw: string }[];
    next: string | null;
  };

describe("Segment's routes", () => {
  it.each([
    ['track', { event: 'Seen' }],
    ['t', { event: 'Seen' }],
    ['identify', { traits: {} }],
    ['i', { traits: {} }],
    ['page', {}],
    ['p', { name: 'Home' }],
    ['screen', {}],
    ['s', { name: 'Home' }],
    ['group', { groupId: 'g-1' }],
    ['g', { groupId: 'g-1' }],
    ['alias', { previousId: 'anon' }],
    ['a', { previousId: 'anon' }],
    ['batch', { batch: [{ type: 'track', userId: 'ana', event: 'Seen' }] }],
    ['b', { batch: [] }],
    ['import', { batch: [] }],
  ])('POST /v1/%s answers {"success":true}', async (route, body) => {
    expect(await post(route, { userId: 'ana', ...body })).toMatchObject({
      status: 200,
      text: '{"success":true}',
    });
  });

  it('take what is there as soon as they answer', async () => {
    await post('identify', { userId: 'bia', traits: { plan: 'vip' } });
    expect((await get('/v1/profiles/bia')).json).toMatchObject({
      userId: 'bia',
      attributes: { plan: 'vip' },
    });
  });

  it('take an Idempotency-Key as the messageId: the same call again has no further effect', async () => {
    const call = () =>
      api.call('POST', '/v1/track', {
        key: api.mine.keys.write,
        json: { userId: 'once', event: 'Seen' },
        headers: { 'idempotency-key': 'seen-1' },
      });
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    expect(await api.database.prisma.event.count({ where: { messageId: 'seen-1' } })).toBe(1);
  });

  it('refuse a batch without a list of events', async () => {
    expect((await post('batch', { batch: 'none' })).json).toMatchObject({
      status: 400,
      code: 'invalid-batch',
      errors: [{ path: '/batch' }],
    });
  });

  it('take the limits of each event of a batch for itself', async () => {
    const properties = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    const batch = Array.from({ length: 6 }, () => ({
      type: 'track',
      userId: 'ana',
      event: 'Seen',
      properties,
    }));
    expect(await post('batch', { batch })).toMatchObject({ status: 200 });
  });
});

describe('What is wrong with an event', () => {
  it('is no refusal: it is in the debugger, with the reason and what to do', async () => {
    expect(await post('track', { event: 'By Nobody' })).toMatchObject({ status: 200 });
    const [event] = (await rejected()).items;
    expect(event).toMatchObject({
      code: 'no-person',
      reason: expect.any(String),
      hint: expect.any(String),
      receivedAt: expect.any(String),
    });
    expect(event?.raw).toContain('By Nobody');
  });

  it('is listed in pages, the newest first, each event once', async () => {
    await post('batch', {
      batch: Array.from({ length: 5 }, (_, i) => ({ type: 'track', event: `Lost ${i}` })),
    });
    const whole = await rejected('?limit=200');
    const pages: string[] = [];
    let page = await rejected('?limit=2');
    for (; page.next !== null; page = await rejected(`?limit=2&cursor=${page.next}`))
      pages.push(...page.items.map(({ id }) => id));
    pages.push(...page.items.map(({ id }) => id));
    expect(whole.items.length).toBeGreaterThan(5);
    expect(pages).toEqual(whole.items.map(({ id }) => id));
  });
});

describe('A page of another site', () => {
  const preflight = (url: string) =>
    api.call('OPTIONS', url, {
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('may post events, and its browser is told so before', async () => {
    const { status, headers } = await preflight('/v1/t');
    expect([status, headers['access-control-allow-origin']]).toEqual([204, '*']);
    expect(headers['access-control-allow-headers']).toBe(
      'authorization, content-type, anonymousid, x-retry-count',
    );
    const answer = await api.call('POST', '/v1/t', {
      key: api.mine.keys.browser,
      json: { userId: 'ana', event: 'Seen' },
      headers: { origin: 'https://shop.example' },
    });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it.each(['/v1/journeys', '/v1/profiles/ana', '/v1/mailbox/messages', '/v1/tracking'])(
    'may not read %s',
    async (url) => {
      expect((await preflight(url)).headers['access-control-allow-origin']).toBeUndefined();
      const { headers } = await api.call('GET', url, {
        key: api.mine.keys.secret,
        headers: { origin: 'https://shop.example' },
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});
