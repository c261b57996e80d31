import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  const event = (userId: string, name: string) => ({
    type: 'track',
    userId,
    event: name,
    properties: { n: 1 },
  });
  const batch = [event('ana', 'Seen'), event('ana', 'Bought'), event('bia', 'Seen')];
  await api.call('POST', '/v1/batch', { key: api.mine.keys.write, json: { batch } });
  await api.call('POST', '/v1/track', { key: api.mine.keys.write, json: event('caio', 'Seen') });
});
afterAll(() => api.close());

const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const listed = async (query: string) =>
  (await get(`/v1/events${query}`)).json as {
    items: { id: string; userId: string; name: string; receivedAt: string }[];
    next: string | null;
  };

describe('An accepted event', () => {
  it('is told as it was kept', async () => {
    const [event] = (await listed('?userId=caio')).items;
    expect(event).toMatchObject({
      ...{ userId: 'caio', name: 'Seen', type: 'track', source: 'client', properties: { n: 1 } },
      ...{ receivedAt: expect.any(String), timestamp: expect.any(String), messageId: expect.any(String) },
    });
  });

  it.each([
    ['', 4],
    ['?userId=ana', 2],
    ['?userId=nobody', 0],
    ['?name=Seen', 3],
    ['?name=seen', 0],
    ['?userId=ana&name=Seen', 1],
    ['?since=2020-01-01', 4],
    ['?since=2020-01-01T00:00:00-03:00', 4],
    ['?since=2999-01-01', 0],
  ])('%s are %i', async (query, count) => expect((await listed(query)).items).toHaveLength(count));

  it('of more than thirty days ago is told only who asks for it', async () => {
    const { id = '' } = (await listed('?userId=bia')).items[0] ?? {};
    const at = new Date(Date.now() - 31 * 86_400_000);
    await api.database.prisma.event.updateMany({ where: { id }, data: { receivedAt: at } });
    expect((await listed('?userId=bia')).items).toEqual([]);
    expect((await listed('?userId=bia&since=2020-01-01')).items).toHaveLength(1);
  });

  it('is listed in pages, the newest first, each once, also those of one instant', async () => {
    const whole = await listed('?since=2020-01-01');
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listed(`?since=2020-01-01&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(whole.items[0]?.userId).toBe('caio');
    expect(pages).toEqual(whole.items.map(({ id }) => id));
  });

  it.each(['since=yesterday', 'since=2026-13-01', 'since=', 'userId=%00', 'name=%00'])(
    'is not looked for by %s',
    async (query) =>
      expect((await get(`/v1/events?${query}`)).json).toMatchObject({ status: 400, code: 'invalid-request' }),
  );
});
