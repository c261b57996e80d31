import { ADMIN_KEY, openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const from = { name: 'Shop', email: 'ola@shop.example' };
const make = (json: object, key = ADMIN_KEY) => api.call('POST', '/v1/workspaces', { key, json });

describe('A workspace', () => {
  it('is made with its settings, and with keys that open it and nothing else', async () => {
    const { status, json } = await make({
      key: 'shop',
      timezone: 'America/Sao_Paulo',
      locale: 'pt-BR',
      from,
    });
    expect([status, json]).toMatchObject([
      200,
      { workspace: { key: 'shop', name: 'shop', timezone: 'America/Sao_Paulo', locale: 'pt-BR', from } },
    ]);
    const keys = json?.['keys'] as { write: string; browser: string; secret: string };
    const mine = await api.call('GET', '/v1/workspace', { key: keys.secret });
    expect(mine.json).toEqual(json?.['workspace']);
    expect((await api.call('GET', '/v1/journeys', { key: keys.secret })).json).toMatchObject({ items: [] });
    const track = { json: { userId: 'ana', event: 'Seen' } };
    for (const key of [keys.write, keys.browser])
      expect((await api.call('POST', '/v1/track', { key, ...track })).status).toBe(200);
  });

  it('of a key that is taken is not made again, and its keys are not told', async () => {
    await make({ key: 'taken', from });
    const again = await make({ key: 'taken', name: 'Mine', from });
    expect(again.json).toMatchObject({ status: 409, code: 'workspace-exists' });
    expect(again.text).not.toMatch(/[sw]k_/);
  });

  it('is made once, however many ask at once', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => make({ key: 'crowded', from })));
    expect(all.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 409, 409, 409,
    ]);
  });

  it.each<[string, object, string]>([
    ['no key', { from }, '/key'],
    ['a key that cannot be one', { key: 'A B', from }, '/key'],
    ['nobody to write as', { key: 'x' }, '/from'],
    ['an address that is none', { key: 'x', from: { name: 'X', email: 'x' } }, '/from/email'],
    ['a zone that is none', { key: 'x', timezone: 'Mars/Olympus', from }, '/timezone'],
    ['keys of its own', { key: 'x', keys: {}, from }, '/keys'],
  ])('with %s is not made', async (_, body, path) => {
    expect((await make(body)).json).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ path }],
    });
  });
});

describe('The key of whoever runs the server', () => {
  it.each([
    ['a secret key', () => api.mine.keys.secret],
    ['the beginning of it', () => ADMIN_KEY.slice(0, -1)],
    ['more than it', () => `${ADMIN_KEY}x`],
    ['something of another length', () => 'x'],
  ])('is not %s', async (_, key) => {
    expect((await make({ key: 'nobodys', from }, key())).json).toMatchObject({
      status: 401,
      code: 'key-unknown',
    });
  });

  it('opens nothing else', async () => {
    expect((await api.call('GET', '/v1/journeys', { key: ADMIN_KEY })).json).toMatchObject({
      code: 'key-unknown',
    });
  });

  it('opens nothing where none was set', async () => {
    const without = await openTestApi({ adminKey: null });
    const answer = await without.call('POST', '/v1/workspaces', { key: ADMIN_KEY, json: { key: 'x', from } });
    await without.close();
    expect(answer.json).toMatchObject({ status: 403, code: 'admin-key-not-set' });
  });
});
