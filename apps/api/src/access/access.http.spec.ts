import { openTestApi, type TestApi } from '../testing/open-test-api';

describe('Who may do what', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi();
  });
  afterAll(() => api.close());

  it('x', async () => {
    console.log(await api.call('GET', '/v1/workspace', { key: api.mine.keys.secret }));
    console.log(await api.call('GET', '/v1/workspace', { }));
    console.log(await api.call('POST', '/v1/track', { key: api.mine.keys.write, json: {userId:'u1', event:'X'} }));
    console.log(await api.call('POST', '/v1/track', { key: api.mine.keys.write, raw: '{"a"' }));
    console.log(await api.call('PUT', '/v1/topics/x', { key: api.mine.keys.secret, json: {nam:1} }));
    console.log(await api.call('GET', '/v1/nothing'));
    console.log(await api.call('DELETE', '/v1/topics/x'));
    console.log(await api.call('GET', '/mailbox'));
    console.log(await api.call('GET', '/v1/topics/%zz'));
  });
});
