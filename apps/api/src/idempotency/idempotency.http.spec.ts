import { forgetAnswers } from '#database';
import { openTestApi, type TestApi } from '../testing/open-test-api';
import { journey, seed } from '../testing/seed';

const DAY = 24 * 3_600_000;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
});
afterAll(() => api.close());

const publish = (idempotencyKey?: string, key = 'welcome', of = api.mine) =>
  api.call('POST', `/v1/journeys/${key}/publish`, {
    key: of.keys.secret,
    headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
  });
const versions = () =>
  api.database.prisma.journeyVersion.count({
    where: { workspaceId: api.mine.id, journey: { key: 'welcome' } },
  });
const ageBy = (ms: number) =>
  api.database.prisma.answeredCall.updateMany({ data: { at: new Date(Date.now() - ms) } });

describe('A call with an Idempotency-Key', () => {
  it('does its work once; the same again is answered the same, and says that it was', async () => {
    const before = await versions();
    const first = await publish('once');
    const again = await publish('once');
    expect([first.status, again.status, again.json]).toEqual([200, 200, first.json]);
    expect(again.headers).toHaveProperty('idempotency-replayed', 'true');
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(await versions()).toBe(before + 1);
  });

  it('works anew under another key, or under none', async () => {
    const before = await versions();
    await publish('another');
    await publish();
    expect(await versions()).toBe(before + 2);
  });

  it('made many times at once works once: the others are answered the same, or told to ask again', async () => {
    const before = await versions();
    const answers = await Promise.all(Array.from({ length: 10 }, () => publish('storm')));
    expect(await versions()).toBe(before + 1);
    for (const { status, json } of answers) {
      expect(status === 409 ? json?.['code'] : json?.['version']).toBe(
        status === 409 ? 'call-under-way' : before + 1,
      );
    }
  });

  it('is refused where the key stands for another call', async () => {
    await publish('spent');
    expect(await publish('spent', 'other-journey')).toMatchObject({
      status: 422,
      json: { code: 'idempotency-key-reused' },
    });
  });

  it('that failed can be made again', async () => {
    expect(await publish('early', 'later')).toMatchObject({ status: 404 });
    await api.call('PUT', '/v1/journeys/later', {
      key: api.mine.keys.secret,
      json: { ...journey, key: 'later' },
    });
    expect(await publish('early', 'later')).toMatchObject({ status: 200, json: { version: 1 } });
  });

  it('of another workspace is another call', async () => {
    await publish('shared');
    expect(await publish('shared', 'welcome', api.theirs)).toMatchObject({ status: 404 });
  });

  it('is answered the same for a day; then the answer is gone', async () => {
    const before = await versions();
    await publish('daily');
    await ageBy(DAY - 60_000);
    expect((await publish('daily')).json).toMatchObject({ version: before + 1 });
    await ageBy(DAY + 1_000);
    expect((await publish('daily')).json).toMatchObject({ version: before + 2 });
    await ageBy(DAY + 1_000);
    expect(await forgetAnswers(api.database, 1_000, Date.now())).toBeGreaterThan(0);
    expect(await api.database.prisma.answeredCall.count()).toBe(0);
  });

  it('whose worker died without an answer is taken on by the next, a minute later', async () => {
    await publish('dead');
    await api.database.prisma.answeredCall.updateMany({ where: { key: 'dead' }, data: { status: null } });
    expect(await publish('dead')).toMatchObject({ status: 409, json: { code: 'call-under-way' } });
    await ageBy(61_000);
    expect(await publish('dead')).toMatchObject({ status: 200 });
  });
});
