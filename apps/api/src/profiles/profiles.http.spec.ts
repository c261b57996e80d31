import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const get = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
const identify = (json: object) => api.call('POST', '/v1/identify', { key: api.mine.keys.write, json });

describe('A profile', () => {
  it('is told by its userId, with what was written the moment before', async () => {
    await identify({ userId: 'ana', traits: { first_name: 'Ana', plan: 'free' } });
    await identify({ userId: 'ana', traits: { plan: 'vip' } });
    expect((await get('/v1/profiles/ana')).json).toMatchObject({
      userId: 'ana',
      attributes: { first_name: 'Ana', plan: 'vip' },
      identifiers: [{ kind: 'userId', value: 'ana' }],
      consent: {},
    });
  });

  it('is told by its id too', async () => {
    const byUser = await get('/v1/profiles/ana');
    expect((await get(`/v1/profiles/id:${String(byUser.json?.['id'])}`)).text).toBe(byUser.text);
  });

  it.each(['a/b', 'ção', '😀', 'a b', '100%', 'x'.repeat(200)])(
    'is found whatever signs its userId has',
    async (userId) => {
      await identify({ userId, traits: { n: 1 } });
      expect((await get(`/v1/profiles/${encodeURIComponent(userId)}`)).json).toMatchObject({
        userId,
        attributes: { n: 1 },
      });
    },
  );

  it.each(['nobody', 'id:00000000-0000-4000-8000-000000000000', 'id:7'])(
    'that is not there is not found: %s',
    async (ref) => {
      expect((await get(`/v1/profiles/${ref}`)).json).toMatchObject({
        status: 404,
        code: 'profile-not-found',
      });
    },
  );
});

describe('A patch of a profile', () => {
  const patch = (ref: string, attributes: unknown) =>
    api.call('PATCH', `/v1/profiles/${ref}`, { key: api.mine.keys.secret, json: { attributes } });

  it('sets, merges and removes attributes, as RFC 7396 says', async () => {
    await patch('dora', { plan: 'free', city: 'Recife', address: { street: 'Rua A', number: 7 } });
    const { json } = await patch('dora', { plan: 'vip', city: null, address: { number: 8 } });
    expect(json?.['attributes']).toEqual({ plan: 'vip', address: { street: 'Rua A', number: 8 } });
    expect((await get('/v1/profiles/dora')).json).toEqual(json);
  });

  it('makes the person where there is none', async () => {
    expect(await patch('eva', { n: 1 })).toMatchObject({
      status: 200,
      json: { userId: 'eva', attributes: { n: 1 } },
    });
  });

  it('of an id that is not there finds nothing', async () => {
    expect((await patch('id:00000000-0000-4000-8000-000000000000', { n: 1 })).json).toMatchObject({
      status: 404,
      code: 'profile-not-found',
    });
  });

  it.each([
    ['a list', []],
    ['a text', 'plan'],
    ['null', null],
    ['nothing', undefined],
  ])('is refused as %s', async (_, attributes) => {
    expect((await patch('ana', attributes)).json).toMatchObject({
      status: 400,
      errors: [{ path: '/attributes', code: 'not-an-object' }],
    });
  });
});
