import { openTestApi, type TestApi } from '../testing/open-test-api';
import { journey } from '../testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

describe('Simulating a journey that calls an endpoint', () => {
  it.each([
    ['takes it', {}, 'accepted', 'yes'],
    ['rejects it', { replies: { call: { status: 404 } } }, 'failed', 'no'],
  ])(
    'tells what would be asked, and calls nobody: an endpoint that %s',
    async (_, script, outcome, reason) => {
      const call = {
        ...{
          kind: 'webhook',
          url: 'http://127.0.0.1:1/{{ profile.email }}',
          body: { at: '{{ profile.timezone }}' },
        },
        ...{ next: 'yes', onError: 'no' },
      };
      const ends = { yes: { kind: 'exit', reason: 'yes' }, no: { kind: 'exit', reason: 'no' } };
      const steps = { call, ...ends };
      const answer = await api.call('POST', '/v1/journeys/welcome/simulate', {
        key: api.mine.keys.secret,
        json: {
          profile: { email: 'ana@example.com', timezone: 'America/Sao_Paulo' },
          event: { name: 'Signed Up' },
          ...script,
          journey: { ...journey, start: 'call', steps },
        },
      });
      expect(answer.json?.['enrollments']).toMatchObject([
        {
          because: reason,
          sends: [
            {
              ...{
                step: 'call',
                channel: 'webhook',
                to: 'http://127.0.0.1:1',
                outcome,
                template: null,
                message: null,
              },
              request: {
                ...{ method: 'POST', url: 'http://127.0.0.1:1/ana%40example.com' },
                ...{ headers: { 'content-type': 'application/json' }, body: '{"at":"America/Sao_Paulo"}' },
              },
            },
          ],
        },
      ]);
    },
  );
});
