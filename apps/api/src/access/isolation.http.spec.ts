import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed, topic, template, journey, type Seed } from '../testing/seed';

const ABROAD = '203.0.113.9';

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
});
afterAll(() => api.close());

describe('With the key of another workspace', () => {
  const others = (method: string, url: string, json?: object) =>
    api.call(method, url, { key: api.theirs.keys.secret, from: ABROAD, ...(json ? { json } : {}) });

  it.each([
    '/v1/journeys',
    '/v1/templates',
    '/v1/topics',
    '/v1/enrollments',
    '/v1/enrollments?userId=ana',
    '/v1/events/rejected',
    '/v1/events',
    '/v1/events?userId=ana',
    '/v1/suppressions',
    '/v1/sends',
    '/v1/sends?userId=ana',
    '/v1/sends?journey=welcome',
    '/v1/incidents',
    '/v1/mailbox/messages',
  ])('%s lists nothing', async (url) =>
    expect((await others('GET', url)).json).toEqual({ items: [], next: null }),
  );

  it.each([
    ['GET', '/v1/journeys/welcome'],
    ['GET', '/v1/journeys/welcome/versions/1'],
    ['GET', '/v1/journeys/welcome/versions'],
    ['GET', '/v1/journeys/welcome/refusals'],
    ['POST', '/v1/journeys/welcome/publish'],
    ['DELETE', '/v1/journeys/welcome'],
    ['GET', '/v1/templates/hello'],
    ['POST', '/v1/templates/hello/render'],
    ['DELETE', '/v1/templates/hello'],
    ['GET', '/v1/topics/news'],
    ['GET', '/v1/profiles/ana'],
    ['GET', '/v1/profiles/ana/timeline'],
    ['GET', '/v1/profiles/ana/export'],
    ['DELETE', '/v1/suppressions/bounced@example.com'],
    ['GET', '/v1/enrollments/:enrollment'],
    ['GET', '/v1/sends/:send'],
    ['GET', '/v1/mailbox/messages/:message'],
    ['GET', '/mailbox/:message'],
  ])('%s %s finds nothing', async (method, url) => {
    const address = url
      .replace(':enrollment', seeded.enrollmentId)
      .replace(':message', seeded.messageId)
      .replace(':send', seeded.sendId);
    expect((await others(method, address, method === 'POST' ? {} : undefined)).status).toBe(404);
  });

  it('a profile is not found by its id', async () => {
    const { json } = await api.call('GET', '/v1/profiles/ana', { key: api.mine.keys.secret });
    expect((await others('GET', `/v1/profiles/id:${String(json?.['id'])}`)).status).toBe(404);
  });

  it('the mailbox shows no message', async () =>
    expect((await others('GET', '/mailbox')).text).not.toContain('Ana'));

  it('what is saved under the same keys is theirs, and changes nothing of mine', async () => {
    const mine = (url: string) => api.call('GET', url, { key: api.mine.keys.secret });
    const addresses = ['/v1/journeys/welcome', '/v1/templates/hello', '/v1/topics/news'];
    const before = await Promise.all(addresses.map(mine));
    await others('PUT', '/v1/topics/news', { ...topic, name: 'Theirs' });
    await others('PUT', '/v1/templates/hello', { ...template, subject: 'Theirs' });
    await others('PUT', '/v1/journeys/welcome', { ...journey, name: 'Theirs' });
    const after = await Promise.all(addresses.map(mine));
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
    await others('DELETE', '/v1/templates/hello');
    expect((await mine('/v1/templates/hello')).status).toBe(200);
  });

  it('an event of the same person is of another person', async () => {
    await api.call('POST', '/v1/identify', {
      key: api.theirs.keys.write,
      json: { userId: 'ana', traits: { first_name: 'Theirs' } },
    });
    const { json } = await api.call('GET', '/v1/profiles/ana', { key: api.mine.keys.secret });
    expect(json?.['attributes']).toMatchObject({ first_name: 'Ana' });
  });
});
