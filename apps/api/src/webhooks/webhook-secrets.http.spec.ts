import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe('The secrets of webhooks', () => {
  const secretsOf = async (workspace: 'mine' | 'theirs') =>
    (await api.call('GET', '/v1/webhooks/secrets', { key: api[workspace].keys.secret })).json?.['secrets'];

  it('are told as Standard Webhooks writes them, always the same, to each workspace its own', async () => {
    expect(await secretsOf('mine')).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]);
    expect(await secretsOf('mine')).toEqual(await secretsOf('mine'));
    expect(await secretsOf('mine')).not.toEqual(await secretsOf('theirs'));
  });

  it('are told to nobody but who has the secret key', async () => {
    const { write } = api.mine.keys;
    expect((await api.call('GET', '/v1/webhooks/secrets', { key: write })).status).toBe(403);
    expect((await api.call('GET', '/v1/webhooks/secrets')).status).toBe(401);
  });
});
