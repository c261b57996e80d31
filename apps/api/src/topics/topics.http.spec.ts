import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });

describe('A topic', () => {
  it.each([
    ['a name alone', { name: 'Ofertas' }, { name: 'Ofertas', description: '', default: 'out' }],
    [
      'everything',
      { key: 'offers', name: 'O', description: 'D', default: 'in' },
      { name: 'O', description: 'D', default: 'in' },
    ],
    [
      'null for what may be left out',
      { name: 'O', description: null, default: null },
      { name: 'O', description: '', default: 'out' },
    ],
  ])('is saved from %s, and stands there', async (_, body, saved) => {
    const expected = { key: 'offers', ...saved };
    expect((await call('PUT', '/v1/topics/offers', body)).json).toEqual(expected);
    expect((await call('GET', '/v1/topics/offers')).json).toEqual(expected);
  });

  it.each([
    ['no name', {}, '/name', 'missing'],
    ['an empty name', { name: '' }, '/name', 'too-short'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, '/name', 'too-long'],
    ['a name that is a number', { name: 7 }, '/name', 'not-a-text'],
    ['another default', { name: 'O', default: 'maybe' }, '/default', 'not-an-option'],
    ['a field that is none', { name: 'O', colour: 'red' }, '/colour', 'unknown-field'],
  ])('with %s is refused', async (_, body, path, code) => {
    expect((await call('PUT', '/v1/topics/offers', body)).json).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ path, code }],
    });
  });

  it('tells every field that is wrong at once', async () => {
    const { json } = await call('PUT', '/v1/topics/offers', { name: 7, default: 7, colour: 7 });
    const errors = json?.['errors'] as readonly { readonly path: string }[] | undefined;
    expect(errors?.map(({ path }) => path).toSorted()).toEqual(['/colour', '/default', '/name']);
  });

  it('that is not there is not found', async () => {
    expect((await call('GET', '/v1/topics/nothing')).json).toMatchObject({
      status: 404,
      code: 'topic-not-found',
    });
  });

  it('is listed by key, in pages', async () => {
    await call('PUT', '/v1/topics/news', { name: 'News' });
    const first = (await call('GET', '/v1/topics?limit=1')).json as {
      items: { key: string }[];
      next: string;
    };
    const second = (await call('GET', `/v1/topics?limit=1&cursor=${first.next}`)).json as {
      items: { key: string }[];
      next: null;
    };
    expect([first.items[0]?.key, second.items[0]?.key, second.next]).toEqual(['news', 'offers', null]);
  });
});
