import { openTestApi, type TestApi } from '../testing/open-test-api';
import { journey, seed, type Seed } from '../testing/seed';

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const track = (userId: string) =>
  api.call('POST', '/v1/track', { key: api.mine.keys.write, json: { userId, event: 'Signed Up' } });
const pagesOf = async <T>(url: string): Promise<readonly T[]> => {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { json } = await call('GET', `${url}?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = json as { items: T[]; next: string | null };
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
};

describe('The versions of a journey', () => {
  it('are listed in pages, the newest first', async () => {
    for (const name of ['Second', 'Third']) {
      await call('PUT', '/v1/journeys/welcome', { ...journey, name });
      await call('POST', '/v1/journeys/welcome/publish');
    }
    await call('POST', '/v1/journeys/welcome/rollback', { to: 1 });
    const versions = await pagesOf<{ publishId: string }>('/v1/journeys/welcome/versions');
    const common = { publishedAt: expect.any(String), by: expect.objectContaining({ label: '' }) };
    const rollbacks = [1, null, null, null];
    expect(versions).toEqual(
      [4, 3, 2, 1].map((number, at) => ({
        ...{ number, rollbackTo: rollbacks[at], publishId: expect.any(String), ...common },
      })),
    );
    expect((await call('GET', `/v1/publishes/${versions[1]?.publishId}`)).json).toMatchObject({ version: 3 });
  });

  it('of a draft are none', async () => {
    await call('PUT', '/v1/journeys/draft', { ...journey, key: 'draft' });
    expect((await call('GET', '/v1/journeys/draft/versions')).json).toEqual({ items: [], next: null });
  });
});

describe('Who was not entered', () => {
  it('is told once, with the last reason and how often, the latest first', async () => {
    await track('bia');
    for (const userId of ['bia', 'bia', 'ana', 'ana']) await track(userId);
    const refusals = await pagesOf<{ userId: string; because: string }>('/v1/journeys/welcome/refusals');
    expect(refusals).toEqual([
      expect.objectContaining({ userId: 'ana', count: 3, reason: expect.any(String) }),
      expect.objectContaining({ userId: 'bia', count: 2, at: expect.any(String) }),
    ]);
    expect(refusals.every(({ because }) => because !== '')).toBe(true);
  });
});

describe('Removing a journey', () => {
  it('in which people are is refused, with how many they are', async () => {
    expect((await call('DELETE', '/v1/journeys/welcome')).json).toMatchObject({
      status: 409,
      code: 'journey-has-people',
      people: 2,
      hint: expect.stringContaining('/stop'),
    });
    expect((await call('GET', '/v1/journeys/welcome')).json).toMatchObject({ state: 'running' });
  });

  it('that nobody is in: it is found no more, nobody enters it, and what happened is kept', async () => {
    for (const userId of ['ana', 'bia']) {
      const { json } = await call('GET', `/v1/enrollments?userId=${userId}`);
      const [{ id }] = (json as { items: [{ id: string }] }).items;
      await call('POST', `/v1/enrollments/${id}/exit`, {});
    }
    expect(await call('DELETE', '/v1/journeys/welcome')).toMatchObject({ status: 204, text: '' });
    for (const url of ['', '/versions', '/versions/1', '/refusals'])
      expect((await call('GET', `/v1/journeys/welcome${url}`)).json).toMatchObject({
        status: 404,
        code: 'journey-not-found',
      });
    expect((await call('DELETE', '/v1/journeys/welcome')).status).toBe(404);
    await track('caio');
    expect((await call('GET', '/v1/enrollments?userId=caio')).json).toEqual({ items: [], next: null });
    expect((await call('GET', `/v1/enrollments/${seeded.enrollmentId}`)).json).toMatchObject({
      state: 'exited',
    });
  });

  it('is no end: its key can be used again, and its next version is the next', async () => {
    expect((await call('PUT', '/v1/journeys/welcome', journey)).json).toMatchObject({
      journey: { state: 'stopped' },
    });
    expect((await call('POST', '/v1/journeys/welcome/publish')).json).toMatchObject({ version: 5 });
    await track('caio');
    expect((await call('GET', '/v1/enrollments?userId=caio')).json).toMatchObject({
      items: [{ version: 5 }],
    });
  });
});
