import { openDatabase } from '#database';
import { OperationalError } from '#faults';
import { openTestApi, type TestApi } from '../testing/open-test-api';

const QUOTED = 'Key (email)=(ana@example.com) already exists';

describe('What is our fault', () => {
  const nowhere = openDatabase({ url: 'postgresql://nobody:nothing@127.0.0.1:1/none' });
  let api: TestApi;
  let fault: Error;
  beforeAll(async () => {
    const fail = (): never => {
      throw fault;
    };
    api = await openTestApi({ engine: new Proxy({}, { get: fail }) as never });
  });
  afterAll(async () => {
    await api.close();
    await nowhere.close();
  });
  const track = () =>
    api.call('POST', '/v1/track', { key: api.mine.keys.write, json: { userId: 'ana', event: 'Seen' } });

  it('is answered without a word of what is inside, but with an id', async () => {
    fault = Object.assign(new TypeError(QUOTED), { code: '23505' });
    const { status, json, text, headers } = await track();
    expect([status, json?.['code']]).toEqual([500, 'unexpected']);
    expect(json?.['detail']).toContain(String(headers['x-request-id']));
    expect(text).not.toMatch(/ana@|TypeError|23505|\.ts|node_modules/);
  });

  it('is logged with that id, the route and the place, and without what a person sent', async () => {
    fault = Object.assign(new TypeError(QUOTED), { code: '23505' });
    const { headers } = await track();
    const line = JSON.parse(api.logged.at(-1) ?? '') as object;
    expect(line).toMatchObject({
      status: 500,
      route: 'POST /v1/track',
      request: headers['x-request-id'],
      fault: 'TypeError',
      code: '23505',
    });
    expect(line).toMatchObject({
      stack: expect.arrayContaining([expect.stringContaining('failures.http.spec')]),
    });
    expect(api.logged.join()).not.toContain('ana@example.com');
  });

  it.each([
    ['an operational error', new OperationalError('busy')],
    ['a connection that broke', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    ['too many connections', Object.assign(new Error('sorry'), { code: '53300' })],
    ['a renderer that is busy', Object.assign(new Error('busy'), { code: 'renderer-busy' })],
  ])('for a while, as %s, is answered 503 with when to come back', async (_, error) => {
    fault = error;
    const { json, headers } = await track();
    expect(json).toMatchObject({ status: 503, code: 'unavailable' });
    expect(headers['retry-after']).toBe('2');
  });

  it('a database that is away gives 503 on every route that needs it, and /readyz says so', async () => {
    const away = await openTestApi({ database: nowhere });
    try {
      const key = away.mine.keys.secret;
      const answers = [
        await away.call('GET', '/v1/topics', { key }),
        await away.call('GET', '/v1/enrollments', { key }),
        await away.call('POST', '/v1/track', { key, json: { userId: 'ana', event: 'Seen' } }),
        await away.call('GET', '/mailbox'),
      ];
      expect(answers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual(
        answers.map(() => [503, '2']),
      );
      expect(await away.call('GET', '/readyz')).toMatchObject({
        status: 503,
        json: { ready: false, database: 'down', temporal: 'up' },
      });
      expect(await away.call('GET', '/livez')).toMatchObject({ status: 200, json: { alive: true } });
    } finally {
      await away.close();
    }
  });
});
