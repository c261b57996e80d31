import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import { scriptProvider } from './testing/scripted-provider';
import { event, openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const near = { field: 'profile.ends', op: 'withinNext', value: '1h' };
const leaving = {
  key: 'leaving',
  trigger: { event: 'Began' },
  exit: [
    { if: { field: 'profile.plan', op: 'eq', value: 'vip' }, reason: 'is a vip' },
    { if: near, reason: 'ends soon' },
    { if: { all: [{ did: 'Seen' }, { not: { did: 'Seen', within: '2h' } }] }, reason: 'gone' },
  ],
  start: 'hold',
  steps: {
    hold: { kind: 'wait', for: '1d', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
  },
} as const;

const waiting = {
  key: 'waiting',
  trigger: { event: 'Asked' },
  start: 'hold',
  steps: {
    hold: {
      kind: 'waitFor',
      paths: [{ name: 'soon', if: near, next: 'soon' }],
      timeout: '1d',
      onTimeout: null,
      resetOn: [{ event: 'Looked' }],
    },
    soon: { kind: 'exit', reason: 'ends soon' },
  },
} as const;

const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

describe('conditions that end a run, or its wait', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(leaving);
    await stage.publish(waiting);
  });
  afterAll(() => stage.close());

  /** Somebody with these attributes, for whom this has just begun. */
  async function begin(name: string, traits: JsonObject = {}): Promise<{ userId: string; id: string }> {
    const userId = `person-${randomUUID()}`;
    const about = { email: `${userId}@example.com`, ...traits };
    const [recorded] = await stage.record(event(name, {}, { userId, traits: about }));
    return { userId, id: recorded?.began[0] ?? '' };
  }

  async function dueIn(id: string): Promise<number> {
    const { dueAt } = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
    return ((dueAt?.getTime() ?? Infinity) - Date.now()) / HOUR;
  }
  const endOf = async (id: string): Promise<string | undefined> => (await stage.story(id)).at(-1);

  test('a sleeping run has ended when the change of the profile is acknowledged', async () => {
    const { userId, id } = await begin('Began');
    const [recorded] = await stage.record({ userId, traits: { plan: 'vip' } });
    expect(recorded?.ended).toEqual([id]);
    expect(await endOf(id)).toBe('hold ended: is a vip');
    expect(stage.pokes.at(-1)).toMatchObject({ enrollmentId: id });
  });

  test('who meets the condition already does not enter', async () => {
    expect((await begin('Began', { plan: 'vip' })).id).toBe('');
  });

  test('a run is due at the instant at which time makes it hold, and ends then', async () => {
    const { id } = await begin('Began', { ends: inHours(5) });
    await stage.advance(id);
    expect(await dueIn(id)).toBeCloseTo(4, 1);
    expect(await stage.advance(id, Date.now() + 3 * HOUR)).toMatchObject({ kind: 'until' });
    expect(await stage.advance(id, Date.now() + 4.01 * HOUR)).toEqual({ kind: 'ended' });
    expect(await endOf(id)).toBe('hold ended: ends soon');
  });

  test('a date that moves is told to the run, which is due at the other instant then', async () => {
    const { userId, id } = await begin('Began', { ends: inHours(5) });
    await stage.record({ userId, traits: { ends: inHours(9) } });
    expect(stage.pokes.at(-1)).toMatchObject({ enrollmentId: id });
    await stage.advance(id);
    expect(await dueIn(id)).toBeCloseTo(8, 1);
    expect(await stage.advance(id, Date.now() + 7 * HOUR)).toMatchObject({ kind: 'until' });
    expect(await stage.advance(id, Date.now() + 8.01 * HOUR)).toEqual({ kind: 'ended' });
  });

  test('an event that is done too long ago ends it, counted from the last one', async () => {
    const { userId, id } = await begin('Began');
    await stage.record(event('Seen', {}, { userId, timestamp: Date.now() - HOUR }));
    await stage.advance(id);
    expect(await dueIn(id)).toBeCloseTo(1, 1);
    await stage.record(event('Seen', {}, { userId }));
    await stage.advance(id);
    expect(await dueIn(id)).toBeCloseTo(2, 1);
    expect(await stage.advance(id, Date.now() + 2.01 * HOUR)).toEqual({ kind: 'ended' });
    expect(await endOf(id)).toBe('hold ended: gone');
  });

  test('what it has not sent does not leave', async () => {
    const { id } = await begin('Began', { ends: inHours(40) });
    await stage.advance(id);
    await stage.advance(id, Date.now() + 1.01 * DAY, {
      ...stage.delivery,
      provider: scriptProvider({ acts: ['is-away'], dedupes: false }),
    });
    const held = { state: 'HELD', heldUntil: new Date(Date.now() + 3 * DAY), retryAt: null };
    await stage.database.prisma.send.updateMany({ where: { enrollmentId: id }, data: held });
    await stage.advance(id, Date.now() + 39.1 * HOUR);
    expect(await endOf(id)).toBe('mail ended: ends soon');
    const sends = await stage.database.prisma.send.findMany({ where: { enrollmentId: id } });
    expect(sends).toMatchObject([{ state: 'REFUSED', reason: 'enrollment-ended' }]);
  });

  test('a wait is won at the instant at which time makes its condition hold', async () => {
    const { id } = await begin('Asked', { ends: inHours(5) });
    expect(await dueIn(id)).toBeCloseTo(4, 1);
    expect(await stage.advance(id, Date.now() + 4.01 * HOUR)).toEqual({ kind: 'ended' });
    expect(await endOf(id)).toBe('soon ended: ends soon');
  });

  test('a wait whose time begins anew is over so long after that event', async () => {
    const { userId, id } = await begin('Asked');
    await stage.database.prisma.enrollment.update({
      where: { id },
      data: { rest: { kind: 'wait', since: Date.now(), until: Date.now() + HOUR, label: 'wait' } },
    });
    await stage.record(event('Looked', {}, { userId }));
    await stage.advance(id, Date.now() + 2 * HOUR);
    expect(await dueIn(id)).toBeCloseTo(24, 1);
    const { until } = await stage.database.prisma.enrollmentWait.findUniqueOrThrow({
      where: { enrollmentId: id },
    });
    expect(((until?.getTime() ?? 0) - Date.now()) / HOUR).toBeCloseTo(24, 1);
    expect(await stage.advance(id, Date.now() + 1.01 * DAY)).toEqual({ kind: 'ended' });
  });
});
