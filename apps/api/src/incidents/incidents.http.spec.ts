import { parkEnrollment } from '#database';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { seed, type Seed } from '../testing/seed';

let api: TestApi;
let seeded: Seed;
beforeAll(async () => {
  api = await openTestApi();
  seeded = await seed(api, api.mine);
});
afterAll(() => api.close());

const call = (method: string, url: string) => api.call(method, url, { key: api.mine.keys.secret });

describe('An incident', () => {
  it('is listed with the run that stands still for it', async () => {
    expect((await call('GET', '/v1/incidents')).json).toEqual({
      items: [
        {
          ...{ id: expect.any(String), at: expect.any(String), code: 'unexpected' },
          ...{ message: 'Error: a fault of the seed', enrollmentId: seeded.enrollmentId },
          ...{ journey: 'welcome', step: 'pause', userId: 'ana' },
        },
      ],
      next: null,
    });
  });

  it('is listed no more when the run was let go on', async () => {
    expect((await call('POST', `/v1/enrollments/${seeded.enrollmentId}/retry`)).status).toBe(200);
    expect((await call('GET', '/v1/incidents')).json).toEqual({ items: [], next: null });
  });
});

describe('Incidents', () => {
  const retry = async (json?: object): Promise<object | null> =>
    (await api.call('POST', '/v1/incidents/retry', { key: api.mine.keys.secret, ...(json ? { json } : {}) }))
      .json;
  beforeEach(async () => {
    const parked = { workspaceId: api.mine.id, enrollmentId: seeded.enrollmentId };
    await parkEnrollment(api.database, parked, { code: 'unexpected', message: 'Error' }, Date.now());
  });

  it.each([
    ['all of them', undefined, 1],
    ['those of a journey', { journey: 'welcome' }, 1],
    ['those with a code', { code: 'unexpected' }, 1],
    ['none of another journey', { journey: 'other' }, 0],
    ['none with another code', { journey: 'welcome', code: 'other' }, 0],
  ])('are retried together: %s', async (_, body, retried) => {
    expect(await retry(body)).toEqual({ retried, again: false });
    expect((await call('GET', '/v1/incidents')).json?.['items']).toHaveLength(1 - retried);
  });

  it('of one workspace are no business of another', async () => {
    expect(
      (await api.call('POST', '/v1/incidents/retry', { key: api.theirs.keys.secret, json: {} })).json,
    ).toEqual({
      ...{ retried: 0, again: false },
    });
  });
});
