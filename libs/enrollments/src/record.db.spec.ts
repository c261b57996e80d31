import { randomUUID } from 'node:crypto';
import { inTransaction, readPeople } from '#database';
import { readProfile } from '#profiles';
import { event, openStage, type Stage } from './testing/stage';

const waitThenMail = {
  key: 'cart',
  trigger: { event: 'Cart Updated', where: { field: 'event.total', op: 'gt', value: 0 } },
  entry: { key: 'event.cart_id' },
  exit: [{ event: 'Order Completed', reason: 'bought' }],
  start: 'cool-down',
  steps: {
    'cool-down': { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
  },
} as const;

const HOUR = 3_600_000;

describe('record', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(waitThenMail);
  });
  afterAll(() => stage.close());

  const person = (): string => `person-${randomUUID()}`;
  const cart = (userId: string, properties: object = {}, more: object = {}): object =>
    event('Cart Updated', { total: 120, cart_id: 'c1', ...properties }, { userId, ...more });

  test('an event begins an enrollment, whose leading wait is taken at once, and Temporal is told when to look', async () => {
    const before = Date.now();
    const [recorded] = await stage.record(cart(person()));
    const id = recorded?.began[0] ?? '';
    expect(recorded).toMatchObject({ status: 'accepted', woke: [], ended: [] });
    expect(await stage.story(id)).toEqual([
      '- entered: Cart Updated arrived: total is 120, more than 0',
      expect.stringMatching(/^cool-down rested: waits until /),
    ]);
    const poke = stage.pokes.find((one) => one.enrollmentId === id);
    expect(poke?.begin?.at).toBeGreaterThanOrEqual(before + HOUR);
  });

  test('the same messageId works once, in one batch as across batches', async () => {
    const userId = person();
    const again = cart(userId, {}, { messageId: randomUUID() });
    const first = await stage.record(again, again);
    const second = await stage.record(again);
    expect([...first, ...second].map((one) => one.status)).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect([...first, ...second].flatMap((one) => one.began)).toHaveLength(1);
  });

  test('an event and the order that follows it in one batch work as if they had come one by one', async () => {
    const userId = person();
    const [began, ended] = await stage.record(cart(userId), event('Order Completed', {}, { userId }));
    const id = began?.began[0] ?? '';
    expect(ended?.ended).toEqual([id]);
    expect(await stage.stateOf(id)).toBe('exited');
    expect((await stage.story(id)).at(-1)).toBe('cool-down ended: bought');
  });

  test('an exit event has ended the sleeping run when it is acknowledged', async () => {
    const userId = person();
    const [began] = await stage.record(cart(userId));
    const [exit] = await stage.record(event('Order Completed', {}, { userId }));
    const id = began?.began[0] ?? '';
    expect(exit?.ended).toEqual([id]);
    expect(await stage.stateOf(id)).toBe('exited');
    expect(await stage.advance(id, Date.now() + 2 * HOUR)).toEqual({ kind: 'ended' });
  });

  test('two carts are two runs; the same cart again is refused while its run is active', async () => {
    const userId = person();
    const recorded = await stage.record(cart(userId), cart(userId, { cart_id: 'c2' }), cart(userId));
    expect(recorded.map((one) => one.began.length)).toEqual([1, 1, 0]);
    const refusals = await stage.database.prisma.refusal.findMany({
      where: { profileId: recorded[0]?.profileId ?? '' },
    });
    expect(refusals).toMatchObject([
      { reason: 'still-active', because: 'is in the journey already', count: 1 },
    ]);
  });

  test('nobody enters when the exit event is known already, though it happened to come first', async () => {
    const userId = person();
    const at = Date.now();
    await stage.record(event('Order Completed', {}, { userId, timestamp: at - 1_000 }));
    const [late] = await stage.record(cart(userId, {}, { timestamp: at - 5_000 }));
    expect(late?.began).toEqual([]);
    const [fresh] = await stage.record(cart(userId, {}, { timestamp: at }));
    expect(fresh?.began).toHaveLength(1);
  });

  test('traits are merged by time: an older identify that comes later does not win', async () => {
    const userId = person();
    const at = Date.now();
    await stage.record({ userId, traits: { plan: 'vip', city: 'Recife' }, timestamp: at });
    await stage.record({ userId, traits: { plan: 'free', name: 'Ana' }, timestamp: at - 1_000 });
    const profile = await readProfile(stage.database, stage.workspaceId, userId);
    expect(profile.attributes).toEqual({ plan: 'vip', city: 'Recife', name: 'Ana' });
  });

  test('an anonymous person who says who they are stays one person', async () => {
    const userId = person();
    const anonymousId = randomUUID();
    const [before] = await stage.record(event('Page Viewed', {}, { userId: null, anonymousId }));
    const [after] = await stage.record({ userId, anonymousId, traits: { name: 'Ana' } });
    expect(after?.profileId).toBe(before?.profileId);
    const [later] = await stage.record(event('Page Viewed', {}, { userId: null, anonymousId }));
    expect(later?.profileId).toBe(before?.profileId);
  });

  test('what a browser says of where somebody is reached counts until the person is known, and then no more', async () => {
    const userId = person();
    const anonymousId = randomUUID();
    const say = (email: string, more: object) =>
      stage.record({ type: 'identify', traits: { email }, sentWith: 'browser', ...more });
    await say('first@example.com', { userId: null, anonymousId });
    await say('second@example.com', { userId, anonymousId });
    const [third] = await say('third@example.com', { userId });
    const [fourth] = await say('fourth@example.com', { userId: null, anonymousId });
    const [fifth] = await say('fifth@example.com', { userId, anonymousId: randomUUID() });
    const kept = ['email'];
    expect([third, fourth, fifth]).toMatchObject([{ kept }, { kept }, { kept }]);
    const { attributes } = await readProfile(stage.database, stage.workspaceId, userId);
    expect(attributes).toEqual({ email: 'second@example.com' });
  });

  test('numbers and instants are read as they were written, whatever they are wrapped in on the way', async () => {
    const userId = person();
    const traits = {
      numbers: [0.1, 1e21, 1e-7, -0.5, 2 ** 53 - 1, 123456789.987654],
      text: '1.10',
    };
    const [introduced] = await stage.record({ userId, traits });
    const profileId = introduced?.profileId ?? '';
    const [entered] = await stage.record(cart(userId, { total: 0.3 }));
    const stored = await stage.database.prisma.enrollment.findUniqueOrThrow({
      where: { id: entered?.began[0] ?? '' },
    });
    const read = await inTransaction(stage.database, (tx) =>
      readPeople(tx, stage.workspaceId, {
        ...{
          messageIds: [randomUUID()],
          profileIds: [profileId],
          eventNames: ['Cart Updated'],
          goalsSince: 0,
        },
      }),
    );
    const enteredAt = stored.enteredAt.getTime();
    expect(read.fresh).toHaveLength(1);
    expect(read.profiles).toMatchObject([{ id: profileId, attributes: traits }]);
    expect(read.runs).toMatchObject([
      { id: stored.id, enteredAt, goalAt: null, won: false, logSeq: 2, version: 1 },
    ]);
    expect(read.runs[0]?.trigger).toMatchObject({ properties: { total: 0.3 } });
    expect(read.open).toMatchObject([{ version: 1, paused: false }]);
    expect(read.entries).toMatchObject([{ key: 'c1', count: 1, active: 1, lastEnteredAt: enteredAt }]);
  });

  test('a known person in batches with new people, at once: everyone is locked, and begins one enrollment', async () => {
    const known = person();
    await stage.record(event('Viewed', {}, { userId: known }));
    const recorded = await Promise.all(
      Array.from({ length: 6 }, () => stage.record(cart(known), cart(person()))),
    );
    expect(recorded.flat().flatMap((one) => one.began)).toHaveLength(7);
  });

  test('50 identical events at once, each with a messageId of its own: one enrollment', async () => {
    const userId = person();
    const recorded = await Promise.all(Array.from({ length: 50 }, () => stage.record(cart(userId))));
    expect(recorded.flat().flatMap((one) => one.began)).toHaveLength(1);
    const profiles = new Set(recorded.flat().map((one) => one.profileId));
    expect(profiles.size).toBe(1);
  });

  test('batches of many people that share people, shuffled and at once, all commit', async () => {
    const people = Array.from({ length: 20 }, person);
    const shuffled = (): readonly object[] =>
      people.toSorted(() => 0.5 - Math.random()).map((userId) => event('Viewed', {}, { userId }));
    const recorded = await Promise.all(Array.from({ length: 12 }, () => stage.record(...shuffled())));
    expect(recorded.flat().filter((one) => one.status === 'accepted')).toHaveLength(240);
    expect(new Set(recorded.flat().map((one) => one.profileId)).size).toBe(20);
  });
});
