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

describe('A patch of consent', () => {
  const patch = (ref: string, json: object) =>
    api.call('PATCH', `/v1/profiles/${ref}`, { key: api.mine.keys.secret, json });
  beforeAll(async () => {
    for (const key of ['offers', 'news'])
      await api.call('PUT', `/v1/topics/${key}`, { key: api.mine.keys.secret, json: { name: key } });
  });

  it('sets, changes and takes back, topic by topic', async () => {
    const consent = { offers: { email: 'granted' }, news: { email: 'denied' } };
    expect((await patch('fabio', { consent })).json).toMatchObject({ userId: 'fabio', consent });
    await patch('fabio', { consent: { offers: { email: null }, news: { email: 'granted' } } });
    expect((await get('/v1/profiles/fabio')).json).toMatchObject({ consent: { news: { email: 'granted' } } });
  });

  it('stands beside attributes in one body', async () => {
    const body = { attributes: { plan: 'vip' }, consent: { offers: { email: 'granted' } } };
    expect((await patch('gabi', body)).json).toMatchObject({ userId: 'gabi', ...body });
  });

  it('leaves the attributes as they are, and the attributes the consent', async () => {
    await patch('gabi', { consent: { offers: { email: 'denied' } } });
    const { json } = await patch('gabi', { attributes: { city: 'Recife' } });
    expect(json).toMatchObject({
      attributes: { plan: 'vip', city: 'Recife' },
      consent: { offers: { email: 'denied' } },
    });
  });

  it('reaches anonymous people by their id', async () => {
    await api.call('POST', '/v1/track', {
      key: api.mine.keys.write,
      json: { anonymousId: 'anon-1', event: 'Seen' },
    });
    const anonymous = await api.database.prisma.profileIdentifier.findFirstOrThrow({
      where: { value: 'anon-1' },
    });
    const { json } = await patch(`id:${anonymous.profileId}`, { consent: { offers: { email: 'granted' } } });
    expect(json).toMatchObject({ userId: null, consent: { offers: { email: 'granted' } } });
  });

  it('is logged, as the API wrote it', async () => {
    const { json } = await get('/v1/profiles/fabio');
    const log = await api.database.prisma.consentLog.findMany({
      where: { profileId: String(json?.['id']), topic: 'offers' },
      orderBy: { at: 'asc' },
    });
    expect(log.map(({ state, source }) => [state, source])).toEqual([
      ['granted', 'api'],
      ['default', 'api'],
    ]);
  });

  it('for a topic that there is not changes nothing, and makes nobody', async () => {
    const { json } = await patch('nobody', {
      attributes: { a: 1 },
      consent: { ofers: { email: 'granted' } },
    });
    expect(json).toMatchObject({
      status: 422,
      code: 'unknown-topic',
      hint: "Did you mean 'offers'?",
      errors: [{ path: '/consent/ofers' }],
    });
    expect((await get('/v1/profiles/nobody')).status).toBe(404);
  });

  it.each([
    ['null', null, '/consent', 'not-an-object'],
    ['a list', [], '/consent', 'not-an-object'],
    ['a state without a channel', { offers: 'granted' }, '/consent/offers', 'not-an-object'],
    ['another channel', { offers: { fax: 'granted' } }, '/consent/offers/fax', 'unknown-field'],
    ['another state', { offers: { email: 'maybe' } }, '/consent/offers/email', 'not-an-option'],
    ['a topic like a path', { 'a/b': 7 }, '/consent/a~1b', 'not-an-object'],
    [
      '201 topics',
      Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`t${i}`, {}])),
      '/consent',
      'too-many',
    ],
  ])('is refused as %s', async (_, consent, path, code) => {
    expect((await patch('ana', { consent })).json).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ path, code }],
    });
  });
});
