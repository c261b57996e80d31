import { randomUUID } from 'node:crypto';
import { openEngine, recordEngagement } from '#enrollments';
import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await call('PUT', '/v1/journeys/cart', journey);
  await call('POST', '/v1/journeys/cart/publish');
});
afterAll(() => api.close());

const waitFor = (timeout: string, onTimeout: string | null) => ({
  ...{ kind: 'waitFor', timeout, onTimeout },
  paths: [{ name: 'seen', event: 'Cart Seen', next: 'second' }],
});
const journey = {
  ...{ key: 'cart', name: 'Cart', trigger: { event: 'Cart Updated' }, start: 'first' },
  exit: [{ event: 'Order Completed', reason: 'bought' }, { event: 'Left' }],
  goal: { event: 'Order Completed' },
  steps: { first: waitFor('1d', 'second'), second: waitFor('1d', null) },
};

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const happens = (userId: string, ...events: readonly string[]) =>
  call('POST', '/v1/events', { events: events.map((event) => ({ userId, event })) });
const report = async () => (await call('GET', '/v1/journeys/cart/report')).json;

const nothing = {
  ...{ journey: 'cart', entered: 0, active: {}, completed: 0, exited: 0, failed: 0, exits: [], paths: {} },
  ...{ sends: {}, engaged: 0, converted: 0 },
};

describe('The report of a journey', () => {
  it('begins with nothing', async () => {
    expect(await report()).toEqual(nothing);
  });

  it('counts who entered, where they stand, how they ended, and who reached the goal', async () => {
    await happens('ana', 'Cart Updated');
    await happens('bia', 'Cart Updated');
    await happens('caio', 'Cart Updated', 'Order Completed');
    await happens('davi', 'Cart Updated', 'Order Completed');
    await happens('eva', 'Cart Updated', 'Left');
    expect(await report()).toEqual({
      ...nothing,
      ...{ entered: 5, active: { first: 2 }, exited: 3, converted: 2 },
      exits: [
        { reason: 'bought', count: 2 },
        { reason: 'Left arrived', count: 1 },
      ],
    });
  });

  it('counts sends by state, and enrollments by whether somebody opened or clicked: a robot is nobody', async () => {
    const enrollments = await api.database.prisma.enrollment.findMany({ orderBy: { enteredAt: 'asc' } });
    const [first, second] = enrollments;
    const sends = await Promise.all([
      addSend(first, 'DELIVERED'),
      addSend(second, 'DELIVERED'),
      addSend(first, 'REFUSED'),
    ]);
    const engine = openEngine(api.database, () => undefined);
    const engage = (sendId: string, robot: boolean) =>
      recordEngagement(
        engine,
        api.mine.id,
        [{ sendId, name: 'Email Clicked', details: { robot }, at: Date.now(), messageId: randomUUID() }],
        Date.now(),
      );
    await engage(sends[0] ?? '', false);
    await engage(sends[0] ?? '', false);
    await engage(sends[1] ?? '', true);
    expect(await report()).toMatchObject({ sends: { DELIVERED: 2, REFUSED: 1 }, engaged: 1 });
  });

  it('of a journey that is not there is refused', async () => {
    expect(await call('GET', '/v1/journeys/nowhere/report')).toMatchObject({
      status: 404,
      json: { code: 'journey-not-found' },
    });
  });
});

async function addSend(
  enrollment: { readonly id: string; readonly profileId: string; readonly journeyId: string } | undefined,
  state: string,
): Promise<string> {
  if (!enrollment) throw new Error('nobody entered');
  const id = randomUUID();
  const { id: enrollmentId, profileId, journeyId } = enrollment;
  await api.database.prisma.send.create({
    data: {
      ...{ id, enrollmentId, profileId, journeyId, workspaceId: api.mine.id, step: 'mail', visit: 1 },
      ...{ channel: 'email', provider: 'mailbox', class: 'marketing', address: 'a@example.com', state },
      ...{ createdAt: new Date(), updatedAt: new Date() },
    },
  });
  return id;
}
