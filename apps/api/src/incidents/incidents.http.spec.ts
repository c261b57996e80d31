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
