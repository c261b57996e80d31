import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe('The description of the API', () => {
  it('is at /openapi.json', async () => {
    expect((await api.call('GET', '/openapi.json')).json).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Jornada' },
    });
  });

  it('is shown by a page that runs only scripts of its own files', async () => {
    const { text, headers } = await api.call('GET', '/docs');
    const scripts = [...text.matchAll(/<script src="([^"]+)"><\/script>/g)].map(([, url]) => url ?? '');
    expect(text.match(/<script/g)).toHaveLength(scripts.length);
    expect(String(headers['content-security-policy'])).toContain("script-src 'self';");
    for (const url of [...scripts, '/docs/swagger-ui.css']) {
      const asset = await api.call('GET', url);
      expect([url, asset.status, asset.text.length > 50]).toEqual([url, 200, true]);
    }
  });
});
