import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed, type Seed } from '../testing/seed';

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
  for (const userId of ['bia', 'caio'])
    await api.call('POST', '/v1/track', { key: api.mine.keys.write, json: { userId, event: 'Signed Up' } });
});
afterAll(() => api.close());

const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const listed = async (query: string) =>
  (await get(`/v1/enrollments${query}`)).json as {
    items: { id: string; userId: string }[];
    next: string | null;
  };

describe('Enrollments', () => {
  it('are listed, the newest first', async () => {
    expect((await listed('')).items.map(({ userId }) => userId)).toEqual(['caio', 'bia', 'ana']);
  });

  it.each([
    ['?journey=welcome', 3],
    ['?journey=other', 0],
    ['?userId=ana', 1],
    ['?userId=nobody', 0],
    ['?state=active', 3],
    ['?state=completed', 0],
    ['?step=pause', 3],
    ['?step=mail', 0],
    ['?journey=welcome&userId=bia&state=active&step=pause', 1],
  ])('%s are %i', async (query, count) => expect((await listed(query)).items).toHaveLength(count));

  it('are listed in pages, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listed(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ userId }) => userId));
      cursor = page.next;
    }
    expect(seen).toEqual(['caio', 'bia', 'ana']);
  });

  it('each tell where they are, what they wait for, and why', async () => {
    const { json } = await get(`/v1/enrollments/${seeded.enrollmentId}`);
    expect(json).toMatchObject({
      id: seeded.enrollmentId,
      journey: 'welcome',
      version: 1,
      userId: 'ana',
      key: '',
      state: 'active',
      step: 'pause',
      rest: { kind: 'wait', at: expect.any(String), label: expect.any(String) },
      incident: { at: expect.any(String), code: 'unexpected', message: expect.any(String) },
      endedAt: null,
      workflowId: `enrollment/${api.mine.id}/${seeded.enrollmentId}`,
      sends: [{ id: seeded.sendId, state: 'ACCEPTED', to: 'a***@example.com' }],
    });
    const log = json?.['log'] as { did: string; because: string }[];
    expect(log.map(({ did }) => did)).toEqual(expect.arrayContaining(['entered', 'rested']));
    expect(log.every(({ because }) => because !== '')).toBe(true);
  });

  it('are found by their id in any case', async () => {
    expect((await get(`/v1/enrollments/${seeded.enrollmentId.toUpperCase()}`)).json).toMatchObject({
      id: seeded.enrollmentId,
    });
  });

  it('that are not there are not found', async () => {
    expect((await get('/v1/enrollments/00000000-0000-4000-8000-000000000000')).json).toMatchObject({
      status: 404,
      code: 'enrollment-not-found',
    });
  });
});

describe('Taking a person out', () => {
  const post = (id: string, json?: unknown) =>
    api.call('POST', `/v1/enrollments/${id}/exit`, {
      key: api.mine.keys.secret,
      ...(json === undefined ? {} : { json }),
    });
  const of = async (userId: string) => (await listed(`?userId=${userId}`)).items[0]?.id ?? '';

  it('ends the enrollment where it stands, and keeps why', async () => {
    const { status, json } = await post(await of('bia'), { reason: 'asked for it' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ state: 'exited', because: 'asked for it', step: 'pause', rest: null });
    expect((json?.['log'] as readonly unknown[] | undefined)?.at(-1)).toMatchObject({
      did: 'ended',
      step: 'pause',
      because: 'asked for it',
    });
  });

  it('needs no reason; the same again changes nothing', async () => {
    const first = await post(await of('caio'));
    expect(first.json).toMatchObject({ state: 'exited', because: 'taken out by hand' });
    expect((await post(await of('caio'), { reason: 'once more' })).json).toEqual(first.json);
  });

  it('of an enrollment that has come to another end, or that is not there, is refused', async () => {
    const id = await of('ana');
    await api.database.prisma.enrollment.update({ where: { id }, data: { state: 'completed' } });
    expect(await post(id)).toMatchObject({ status: 409, json: { code: 'enrollment-ended' } });
    await api.database.prisma.enrollment.update({ where: { id }, data: { state: 'active' } });
    expect(await post('00000000-0000-4000-8000-000000000000')).toMatchObject({
      status: 404,
      json: { code: 'enrollment-not-found' },
    });
  });
});
