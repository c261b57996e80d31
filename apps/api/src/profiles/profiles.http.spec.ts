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

  it.each(['a/b', 'ção', '😀', 'a b', '100%', '..', 'x'.repeat(200)])('is found whatever signs its userId has', async (userId) => {
    await identify({ userId, traits: { n: 1 } });
    expect((await get(`/v1/profiles/${encodeURIComponent(userId)}`)).json).toMatchObject({ userId, attributes: { n: 1 } });
  });

  it.each(['nobody', 'id:00000000-0000-4000-8000-000000000000', 'id:7'])('that is not there is not found: %s', async (ref) => {
    expect((await get(`/v1/profiles/${ref}`)).json).toMatchObject({ status: 404, code: 'profile-not-found' });
  });
});
