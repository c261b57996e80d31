import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed, seedSend, type Seed } from '../testing/seed';

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
});
afterAll(() => api.close());

const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const listed = async (query: string) => {
  const { json } = await get(`/v1/sends${query}`);
  const { items, next } = json as { items: { id: string; createdAt: string }[]; next: string | null };
  return { ids: items.map(({ id }) => id), next };
};

describe('A send', () => {
  it('is told with its history, and without its address', async () => {
    const { json, text } = await get(`/v1/sends/${seeded.sendId}`);
    expect(json).toMatchObject({
      ...{ id: seeded.sendId, enrollmentId: seeded.enrollmentId, userId: 'ana', to: 'a***@example.com' },
      ...{ state: 'ACCEPTED', template: 'hello', history: [{ state: 'ACCEPTED' }] },
    });
    expect(text).not.toContain('souza');
  });

  it.each([
    ['', 1],
    ['?state=ACCEPTED', 1],
    ['?state=REFUSED', 0],
    ['?userId=ana', 1],
    ['?userId=nobody', 0],
    ['?journey=welcome', 1],
    ['?journey=other', 0],
    ['?state=ACCEPTED&userId=ana&journey=welcome', 1],
  ])('is among those of %s %i times', async (query, count) =>
    expect((await listed(query)).ids.filter((id) => id === seeded.sendId)).toHaveLength(count),
  );

  it('that is not there is not found', async () => {
    expect((await get('/v1/sends/00000000-0000-4000-8000-000000000000')).json).toMatchObject({
      status: 404,
      code: 'send-not-found',
    });
  });
});

describe('Sends', () => {
  it('are listed in pages, the newest first, each once, also those of one instant', async () => {
    const createdAt = new Date(Date.now() - 60_000);
    const older = new Date(createdAt.getTime() - 1);
    for (const at of [older, createdAt, createdAt, createdAt])
      await seedSend(api, api.mine.id, seeded.enrollmentId, { state: 'REFUSED', createdAt: at });
    const whole = await listed('');
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listed(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.ids);
      cursor = page.next;
    }
    expect([whole.ids.length, whole.ids[0]]).toEqual([5, seeded.sendId]);
    expect(pages).toEqual(whole.ids);
  });
});
