import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

interface Key {
  readonly id: string;
  readonly text: string;
}

const call = (method: string, url: string, json?: unknown, key = api.mine.keys.secret) =>
  api.call(method, url, { key, ...(json === undefined ? {} : { json }) });
const make = async (json: unknown): Promise<Key> =>
  (await call('POST', '/v1/keys', json)).json as unknown as Key;
const list = async (key?: string) =>
  (await call('GET', '/v1/keys', undefined, key)).json?.['items'] as readonly object[];

describe('A key', () => {
  it('that is made works, and its text is told this once', async () => {
    const made = await make({ kind: 'secret', label: 'deploys' });
    expect(made).toMatchObject({
      kind: 'secret',
      label: 'deploys',
      revokedAt: null,
      text: expect.stringMatching(/^sk_/),
    });
    expect((await call('GET', '/v1/workspace', undefined, made.text)).status).toBe(200);
    const { text, ...shown } = made;
    expect(await list()).toContainEqual(shown);
    expect(JSON.stringify(await list())).not.toContain(text);
    expect(shown).toMatchObject({ hint: text.slice(-4) });
  });

  it('of a server may send events, and nothing else', async () => {
    const { text } = await make({ kind: 'server' });
    const event = { userId: 'ana', event: 'Seen' };
    expect((await call('POST', '/v1/track', event, text)).status).toBe(200);
    expect((await call('GET', '/v1/keys', undefined, text)).json).toMatchObject({
      code: 'secret-key-needed',
    });
  });

  it('of a browser works where it was made for', async () => {
    const { text } = await make({ kind: 'browser', origins: ['https://shop.example'] });
    const from = async (origin: string) =>
      (
        await api.call('POST', '/v1/track', {
          key: text,
          json: { userId: 'ana', event: 'Seen' },
          headers: { origin },
        })
      ).status;
    expect([await from('https://shop.example'), await from('https://other.example')]).toEqual([200, 403]);
  });

  it('that is revoked opens nothing from now on, and stays in the list', async () => {
    const { id, text } = await make({ kind: 'secret' });
    expect((await call('GET', '/v1/workspace', undefined, text)).status).toBe(200);
    expect((await call('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect((await call('GET', '/v1/workspace', undefined, text)).json).toMatchObject({ code: 'key-unknown' });
    expect(await list()).toContainEqual(expect.objectContaining({ id, revokedAt: expect.any(String) }));
    expect((await call('DELETE', `/v1/keys/${id}`)).status).toBe(204);
  });

  it('of another workspace is neither listed nor revoked', async () => {
    const { id, text } = await make({ kind: 'secret' });
    expect(JSON.stringify(await list(api.theirs.keys.secret))).not.toContain(id);
    const answer = await call('DELETE', `/v1/keys/${id}`, undefined, api.theirs.keys.secret);
    expect(answer.json).toMatchObject({ status: 404, code: 'key-not-found' });
    expect((await call('GET', '/v1/workspace', undefined, text)).status).toBe(200);
  });

  it('that is the last one to open everything is kept, however many try at once', async () => {
    const secrets = ((await list(api.theirs.keys.secret)) as readonly { id: string; kind: string }[]).filter(
      ({ kind }) => kind === 'secret',
    );
    const other = (await call('POST', '/v1/keys', { kind: 'secret' }, api.theirs.keys.secret))
      .json as unknown as Key;
    const ids = [...secrets.map(({ id }) => id), other.id];
    const answers = await Promise.all(
      ids.map((id) => call('DELETE', `/v1/keys/${id}`, undefined, api.theirs.keys.secret)),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 409]);
  });

  it.each<[string, object, string]>([
    ['no kind', {}, '/kind'],
    ['a kind that is none', { kind: 'admin' }, '/kind'],
    ['an origin that is a page', { kind: 'browser', origins: ['https://shop.example/page'] }, '/origins/0'],
    ['an origin that is no site', { kind: 'browser', origins: ['*'] }, '/origins/0'],
    ['origins of a server', { kind: 'server', origins: ['https://shop.example'] }, '/origins'],
    ['a text', { kind: 'secret', text: `sk_${'a'.repeat(40)}` }, '/text'],
  ])('with %s is not made', async (_, body, path) => {
    const { json } = await call('POST', '/v1/keys', body);
    expect(json).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path }] });
  });
});
