import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe('The workspace', () => {
  it.each(['mine', 'theirs'] as const)('is the one of the key that is shown: %s', async (which) => {
    const { json } = await api.call('GET', '/v1/workspace', { key: api[which].keys.secret });
    expect(json).toEqual({
      key: which,
      name: which,
      timezone: 'UTC',
      locale: 'en',
      from: { name: which, email: `hello@${which}.example` },
      replyTo: null,
      ratePerSecond: 50,
    });
  });
});
