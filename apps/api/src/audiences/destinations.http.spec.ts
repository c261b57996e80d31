import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await call('PUT', '/v1/audiences/buyers', { name: 'Buyers' });
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const at = (rest: string) => `/v1/audiences/buyers/destinations${rest}`;
const ACCESS_TOKEN = 'EAAB-very-secret';
const meta = { kind: 'meta', audienceId: '2385', credentials: { accessToken: ACCESS_TOKEN } };
const google = { kind: 'google', accountId: '123-456-7890', audienceId: '98' };
const secrets = { clientId: 'id', clientSecret: 'cs', refreshToken: 'rt' };

describe('A destination', () => {
  it('is connected, and tells everything but its credentials, which nobody reads in the database either', async () => {
    const connected = await call('PUT', at('/meta'), meta);
    expect(connected.json).toMatchObject({
      ...{
        key: 'meta',
        kind: 'meta',
        settings: { audienceId: '2385', limitedDataUse: false },
        state: 'pending',
      },
      ...{ pausedBy: null, trouble: null, nextTryAt: null, lastSuccessAt: null },
      people: { held: 0, pending: 0, refused: 0, unknown: 0 },
    });
    expect((await call('GET', at('/meta'))).json).toEqual(connected.json);
    const [stored] = await api.database.prisma.audienceDestination.findMany({ where: { key: 'meta' } });
    const seen = connected.text + JSON.stringify(stored) + api.logged.join('');
    expect(seen).not.toContain('very-secret');
  });

  it('is changed by saving it again, and keeps its credentials where none are given', async () => {
    const { prisma } = api.database;
    const read = () => prisma.audienceDestination.findFirstOrThrow({ where: { key: 'meta' } });
    const before = await read();
    await prisma.audienceDestination.update({ where: { id: before.id }, data: { pausedBy: 'network' } });
    const changed = await call('PUT', at('/meta'), { ...meta, credentials: undefined, limitedDataUse: true });
    expect(changed.json).toMatchObject({ settings: { limitedDataUse: true }, pausedBy: null });
    expect((await read()).secrets).toBe(before.secrets);
    await call('PUT', at('/meta'), { ...meta, credentials: { accessToken: 'another' } });
    expect((await read()).secrets).not.toBe(before.secrets);
  });

  it('of Google takes account IDs with dashes or without', async () => {
    const saved = await call('PUT', at('/google'), { ...google, credentials: secrets, consent: 'granted' });
    expect(saved.json).toMatchObject({
      settings: { accountId: '1234567890', audienceId: '98', consent: 'granted' },
    });
  });

  it.each([
    ['no kind', { audienceId: '1' }, 400, '/kind'],
    ['a kind that there is not', { ...meta, kind: 'tiktok' }, 400, '/kind'],
    ['an ID that is none', { ...meta, audienceId: 'my list' }, 400, '/audienceId'],
    ['an account that is none', { ...google, accountId: '123' }, 400, '/accountId'],
    [
      'half of the credentials',
      { ...google, credentials: { clientId: 'x' } },
      400,
      '/credentials/clientSecret',
    ],
    [
      'a token with a space',
      { ...meta, credentials: { accessToken: 'a b' } },
      400,
      '/credentials/accessToken',
    ],
    ['a field that is none', { ...meta, colour: 'red' }, 400, '/colour'],
    ['an endpoint that is none', { kind: 'webhook', url: 'ftp://shop.example' }, 400, '/url'],
    ['no credentials', { kind: 'meta', audienceId: '1' }, 422, '/credentials'],
  ])('with %s is refused, with its place', async (_, body, status, path) => {
    const refused = (await call('PUT', at('/other'), body)).json;
    expect(refused).toMatchObject({ status });
    expect(JSON.stringify(refused?.['errors'])).toContain(`"${path}"`);
  });

  it('is paused and resumed, and told of everybody once more', async () => {
    await call('PUT', at('/own'), { kind: 'webhook', url: 'https://shop.example/own' });
    expect((await call('POST', at('/own/pause'))).json).toMatchObject({ state: 'paused', pausedBy: 'owner' });
    expect((await call('POST', at('/own/resume'))).json).toMatchObject({ state: 'pending', pausedBy: null });
    await api.database.prisma.audienceDestination.updateMany({
      where: { key: 'own' },
      data: { filledTo: null },
    });
    expect((await call('GET', at('/own'))).json).toMatchObject({ state: 'in-sync' });
    expect((await call('POST', at('/own/refresh'))).json).toMatchObject({ state: 'pending' });
  });

  it('that was told in vain says why, when it is told again, and how to mend it', async () => {
    const trouble = { trouble: 'Meta was told in vain: it cannot do it now.', troubleCode: 'code-2' };
    const restUntil = new Date('2030-01-01T00:00:00Z');
    const troubled = { ...trouble, troubleAt: new Date('2029-01-01T00:00:00Z'), restUntil };
    await api.database.prisma.audienceDestination.updateMany({ where: { key: 'meta' }, data: troubled });
    expect((await call('GET', at('/meta'))).json).toMatchObject({
      ...{ state: 'failing', nextTryAt: '2030-01-01T00:00:00.000Z' },
      trouble: { code: 'code-2', sentence: trouble.trouble, at: '2029-01-01T00:00:00.000Z' },
    });
    await api.database.prisma.audienceDestination.updateMany({
      where: { key: 'meta' },
      data: { pausedBy: 'network' },
    });
    const paused = (await call('GET', at('/meta'))).json;
    expect(paused).toMatchObject({ state: 'paused', pausedBy: 'network', nextTryAt: null });
    expect(JSON.stringify(paused?.['trouble'])).toContain('resume');
  });

  it('is listed by key, in pages', async () => {
    const first = (await call('GET', at('?limit=2'))).json;
    expect(first?.['items']).toMatchObject([{ key: 'google' }, { key: 'meta' }]);
    expect((await call('GET', at(`?limit=2&cursor=${String(first?.['next'])}`))).json).toMatchObject({
      ...{ items: [{ key: 'own' }], next: null },
    });
  });

  it.each([
    ['', 'leaving'],
    ['?empty=true', 'leaving'],
    ['?empty=false', 'forgotten'],
  ])(
    'is disconnected (%s): its list is emptied first, unless it is to stay as it is',
    async (query, state) => {
      expect(await call('DELETE', at(`/meta${query}`))).toMatchObject({
        status: 202,
        json: { state: 'leaving' },
      });
      const stored = await api.database.prisma.audienceDestination.findFirstOrThrow({
        where: { key: 'meta' },
      });
      expect([stored.state, stored.secrets === null]).toEqual([state, state === 'forgotten']);
    },
  );
});
