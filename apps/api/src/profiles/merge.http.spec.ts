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

describe('Other names', () => {
  it('name a person without a userId, until somebody says that they are one', async () => {
    const context = { externalIds: [{ type: 'email', id: 'Fay@Example.com' }] };
    const event = { event: 'Bought', context };
    expect(await send('track', event)).toMatchObject({ status: 200 });
    expect(await send('identify', { userId: 'fay', context, traits: { plan: 'vip' } })).toMatchObject({
      status: 200,
    });
    expect(await get('/v1/profiles/fay')).toMatchObject({
      attributes: { plan: 'vip' },
      identifiers: [
        { kind: 'email', value: 'fay@example.com' },
        { kind: 'userId', value: 'fay' },
      ],
    });
    expect(JSON.stringify(await get('/v1/profiles/fay/timeline'))).toContain('Bought');
  });

  it('by an alias, a former name goes on naming the same person', async () => {
    await send('track', { userId: 'gil@old.example', event: 'Looked' });
    await send('alias', { previousId: 'gil@old.example', userId: 'gil' });
    await send('track', { userId: 'gil@old.example', event: 'Bought' });
    const timeline = JSON.stringify(await get('/v1/profiles/gil/timeline'));
    for (const name of ['Looked', 'Aliased', 'Bought']) expect(timeline).toContain(name);
  });
});

describe('A trait that is none of its kind', () => {
  it('is left out, and the debugger says why; the rest of the event is taken', async () => {
    const traits = { email: 'nowhere', timezone: 'Mars/Base', locale: 'pt_BR', plan: 'vip' };
    expect(await send('identify', { userId: 'hal', traits })).toMatchObject({ status: 200 });
    expect((await get('/v1/profiles/hal'))['attributes']).toEqual({ locale: 'pt-BR', plan: 'vip' });
    const { items } = await get('/v1/events/rejected?limit=2');
    expect(
      (items as readonly Json[]).map(({ code, path }) => `${String(code)} ${String(path)}`).toSorted(),
    ).toEqual(['invalid-trait /traits/email', 'invalid-trait /traits/timezone']);
  });

  it('fails a patch, which then changes nothing', async () => {
    const patch = { attributes: { plan: 'gold', phone: 'none' } };
    const answer = await api.call('PATCH', '/v1/profiles/hal', { key: api.mine.keys.secret, json: patch });
    expect(answer).toMatchObject({
      status: 422,
      json: { code: 'invalid-attribute', errors: [{ path: '/attributes/phone' }] },
    });
    expect(await get('/v1/profiles/hal')).toMatchObject({ attributes: { plan: 'vip' } });
  });
});
