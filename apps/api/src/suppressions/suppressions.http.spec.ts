import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const listed = async (query = '') => {
  const { json } = await call('GET', `/v1/suppressions${query}`);
  const { items, next } = json as { items: { address: string }[]; next: string | null };
  return { addresses: items.map(({ address }) => address), next };
};

describe('A suppressed address', () => {
  it('is answered and listed, whole', async () => {
    const { status, json } = await call('POST', '/v1/suppressions', { address: 'Ana.Souza@Example.com' });
    expect([status, json]).toEqual([
      200,
      {
        ...{ channel: 'email', address: 'ana.souza@example.com', reason: 'manual', source: 'api' },
        createdAt: expect.any(String),
      },
    ]);
    expect((await call('GET', '/v1/suppressions')).json).toEqual({ items: [json], next: null });
  });

  it('suppressed again stays as it was', async () => {
    const before = await call('GET', '/v1/suppressions');
    expect((await call('POST', '/v1/suppressions', { address: 'ana.souza@example.com' })).status).toBe(200);
    expect((await call('GET', '/v1/suppressions')).text).toBe(before.text);
  });

  it.each(['ana.souza@example.com', 'ANA.SOUZA@EXAMPLE.COM'])('is found as %s', async (address) => {
    expect((await listed(`?address=${address}`)).addresses).toEqual(['ana.souza@example.com']);
  });

  it('is released once, in any case', async () => {
    expect(await call('DELETE', '/v1/suppressions/Ana.Souza%40example.com')).toMatchObject({ status: 204 });
    expect((await call('DELETE', '/v1/suppressions/ana.souza@example.com')).json).toMatchObject({
      status: 404,
      code: 'suppression-not-found',
    });
    expect((await listed()).addresses).toEqual([]);
  });

  it('is listed in pages, each once', async () => {
    const longest = `${'é'.repeat(240)}@example.com`;
    for (const address of ['b@example.com', 'a@example.com', longest, 'c@example.com'])
      await call('POST', '/v1/suppressions', { address, reason: 'bounced' });
    const whole = await listed();
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listed(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      pages.push(...page.addresses);
      cursor = page.next;
    }
    expect(whole.addresses).toHaveLength(4);
    expect(pages).toEqual(whole.addresses);
  });

  it.each([
    ['nothing', {}, '/address', 'missing'],
    ['no address', { address: 'ana' }, '/address', 'not-an-address'],
    ['two addresses', { address: 'a@b.example, c@d.example' }, '/address', 'not-an-address'],
    ['a line break', { address: 'a@b.example\r\nBcc: c@d.example' }, '/address', 'not-an-address'],
    ['another channel', { address: 'a@b.example', channel: 'fax' }, '/channel', 'not-an-option'],
    ['another reason', { address: 'a@b.example', reason: 'dislike' }, '/reason', 'not-an-option'],
  ])('is refused as %s', async (_, body, path, code) => {
    expect((await call('POST', '/v1/suppressions', body)).json).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ path, code }],
    });
  });
});
