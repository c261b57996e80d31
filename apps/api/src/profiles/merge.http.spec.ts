import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

type Json = { readonly [name: string]: unknown };

const get = async (url: string): Promise<Json> =>
  (await api.call('GET', url, { key: api.mine.keys.secret })).json as Json;
const merge = (from: string, into: string) =>
  api.call('POST', '/v1/profiles/merge', { key: api.mine.keys.secret, json: { from, into } });
const send = (kind: string, json: object, key = api.mine.keys.write) =>
  api.call('POST', `/v1/${kind}`, { key, json });
const noted = async (): Promise<readonly unknown[]> =>
  ((await get('/v1/events/rejected'))['items'] as readonly Json[]).map((one) => one['code']);

describe('Two people who are one', () => {
  it('are merged: either name, and either id, tells the same person', async () => {
    await send('identify', { userId: 'ana', traits: { plan: 'vip' } });
    await send('identify', { userId: 'ana.maria', traits: { city: 'Porto' } });
    const former = await get('/v1/profiles/ana.maria');
    const { status, json } = await merge('ana.maria', 'ana');
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { userId: 'ana', attributes: { plan: 'vip', city: 'Porto' } },
    });
    for (const ref of ['ana', 'ana.maria', `id:${String(former['id'])}`, `id:${String(json?.['id'])}`])
      expect(await get(`/v1/profiles/${ref}`)).toEqual(json);
    expect(await merge('ana', 'ana.maria')).toMatchObject({ status: 200, json });
  });

  it('have one history: timeline, events and export tell of both', async () => {
    await send('track', { userId: 'bo', event: 'Looked' });
    await send('track', { userId: 'bob', event: 'Bought' });
    await merge('bob', 'bo');
    const told = JSON.stringify(await get('/v1/profiles/bo/timeline?limit=200'));
    const exported = JSON.stringify((await get('/v1/profiles/bob/export'))['events']);
    for (const name of ['Looked', 'Bought', 'Profiles Merged']) {
      expect(told).toContain(name);
      expect(exported).toContain(name);
    }
    const { items } = await get('/v1/events?userId=bob');
    expect((items as readonly Json[]).map(({ name, userId }) => [name, userId])).toEqual([
      ['Profiles Merged', 'bo'],
      ['Bought', 'bo'],
      ['Looked', 'bo'],
    ]);
  });

  it('page by page, the timeline tells each thing once', async () => {
    for (const userId of ['pia', 'pia-2', 'pia', 'pia-2', 'pia'])
      await send('track', { userId, event: 'Looked' });
    await merge('pia-2', 'pia');
    const told: unknown[] = [];
    let cursor: unknown = null;
    do {
      const page = await get(
        `/v1/profiles/pia/timeline?limit=2${typeof cursor === 'string' ? `&cursor=${cursor}` : ''}`,
      );
      told.push(...(page['items'] as readonly Json[]).map(({ sentence }) => sentence));
      cursor = page['next'];
    } while (cursor !== null);
    expect(told.filter((sentence) => sentence === "'Looked' happened.")).toHaveLength(5);
    expect(told).toHaveLength(6);
  });

  it('of another workspace are nobody', async () => {
    await api.call('POST', '/v1/identify', { key: api.theirs.keys.write, json: { userId: 'xu' } });
    await send('identify', { userId: 'xenia' });
    expect(await merge('xu', 'xenia')).toMatchObject({ status: 404, json: { code: 'profile-not-found' } });
  });
});

describe('An identify with two names', () => {
  const both = { userId: 'cleo', anonymousId: 'phone-of-dora' };
  const idOf = async (ref: string): Promise<unknown> => (await get(`/v1/profiles/${ref}`))['id'];

  it.each(['write', 'browser'] as const)('joins a visitor to a known person: %s', async (kind) => {
    const anonymousId = `visitor-${kind}`;
    await send('identify', { userId: `eva-${kind}` });
    await send('track', { anonymousId, event: 'Looked' });
    const key = api.mine.keys[kind];
    expect(await send('identify', { userId: `eva-${kind}`, anonymousId }, key)).toMatchObject({
      status: 200,
    });
    expect(await get(`/v1/profiles/eva-${kind}`)).toMatchObject({ anonymousIds: [anonymousId] });
    expect(JSON.stringify(await get(`/v1/profiles/eva-${kind}/timeline`))).toContain('Looked');
  });

  it('of two known people joins them with the secret key only; else it is taken for the userId, and the debugger says why', async () => {
    await send('identify', { userId: 'dora', anonymousId: 'phone-of-dora' });
    await send('identify', { userId: 'cleo' });
    for (const kind of ['write', 'browser'] as const) {
      const before = (await noted()).filter((code) => code === 'not-joined').length;
      expect(await send('identify', both, api.mine.keys[kind])).toMatchObject({ status: 200 });
      expect(await idOf('cleo')).not.toBe(await idOf('dora'));
      expect((await noted()).filter((code) => code === 'not-joined')).toHaveLength(before + 1);
    }
    await send('identify', both, api.mine.keys.secret);
    expect(await idOf('cleo')).toBe(await idOf('dora'));
  });
});
