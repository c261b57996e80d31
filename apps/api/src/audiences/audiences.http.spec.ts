import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await call('PUT', '/v1/topics/offers', { name: 'Offers' });
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });

/** Puts people into an audience, as turns do. */
async function fill(audience: string, ...userIds: readonly string[]): Promise<void> {
  for (const [index, userId] of userIds.entries()) {
    const profileId = String(
      (await call('PATCH', `/v1/profiles/${userId}`, { attributes: {} })).json?.['id'],
    );
    await api.database.prisma.audienceMember.create({
      data: {
        ...{ workspaceId: api.mine.id, audience, profileId, state: 'in', because: 'by a spec' },
        changedAt: new Date(Date.UTC(2026, 0, 1 + index)),
      },
    });
  }
}

describe('An audience', () => {
  it.each([
    ['a name alone', { name: 'Buyers' }, { name: 'Buyers', description: '', topic: null }],
    [
      'everything',
      { key: 'buyers', name: 'B', description: 'D', topic: 'offers' },
      { name: 'B', description: 'D', topic: 'offers' },
    ],
    [
      'null for what may be left out',
      { name: 'B', topic: null },
      { name: 'B', description: '', topic: null },
    ],
  ])('is saved from %s, and stands there', async (_, body, saved) => {
    expect((await call('PUT', '/v1/audiences/buyers', body)).json).toEqual({ key: 'buyers', ...saved });
    expect((await call('GET', '/v1/audiences/buyers')).json).toEqual({ key: 'buyers', ...saved, members: 0 });
  });

  it.each([
    ['no name', {}, 400, 'invalid-request'],
    ['a field that is none', { name: 'B', colour: 'red' }, 400, 'invalid-request'],
    ['a topic that there is not', { name: 'B', topic: 'ofers' }, 422, 'unknown-topic'],
    ['another key', { name: 'B', key: 'others' }, 422, 'key-differs'],
  ])('with %s is refused', async (_, body, status, code) => {
    expect((await call('PUT', '/v1/audiences/buyers', body)).json).toMatchObject({ status, code });
  });

  it('is listed by key, in pages', async () => {
    await call('PUT', '/v1/audiences/readers', { name: 'Readers' });
    const first = (await call('GET', '/v1/audiences?limit=1')).json;
    expect(first?.['items']).toMatchObject([{ key: 'buyers' }]);
    const second = (await call('GET', `/v1/audiences?limit=1&cursor=${String(first?.['next'])}`)).json;
    expect(second).toMatchObject({ items: [{ key: 'readers' }], next: null });
  });

  it('tells who is in it, who came last first, in pages, to nobody else', async () => {
    await call('PUT', '/v1/audiences/readers', { name: 'Readers' });
    await fill('readers', 'ana', 'bia', 'cleo');
    const first = (await call('GET', '/v1/audiences/readers/members?limit=2')).json;
    expect(first?.['items']).toMatchObject([
      { userId: 'cleo', since: '2026-01-03T00:00:00.000Z', enrollmentId: null },
      { userId: 'bia' },
    ]);
    const rest = await call('GET', `/v1/audiences/readers/members?limit=2&cursor=${String(first?.['next'])}`);
    expect(rest.json).toMatchObject({ items: [{ userId: 'ana' }], next: null });
    expect((await call('GET', '/v1/audiences/readers')).json).toMatchObject({ members: 3 });
    const theirs = await api.call('GET', '/v1/audiences/readers/members', { key: api.theirs.keys.secret });
    expect(theirs.json).toMatchObject({ status: 404, code: 'audience-not-found' });
  });

  it('that takes a consent from now on, keeps only those who gave it', async () => {
    await call('PUT', '/v1/audiences/fans', { name: 'Fans' });
    await fill('fans', 'dora', 'eva');
    await call('PATCH', '/v1/profiles/dora', { consent: { offers: { email: 'granted' } } });
    await call('PUT', '/v1/audiences/fans', { name: 'Fans', topic: 'offers' });
    expect((await call('GET', '/v1/audiences/fans/members')).json).toMatchObject({
      items: [{ userId: 'dora' }],
    });
  });
});
