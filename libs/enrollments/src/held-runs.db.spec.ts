import { randomUUID } from 'node:crypto';
import { takeOverdue } from '#database';
import { pauseJourney, publishJourney, resumeJourney, stopJourney } from '#journeys';
import { parkEnrollment, releaseOverdue, retryEnrollment, sweepOverdue, sweepStopped } from './index';
import { event, openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;

const waitThenMail = {
  key: 'cart',
  trigger: { event: 'Cart Updated' },
  start: 'cool-down',
  steps: {
    'cool-down': { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
  },
} as const;

describe('runs that are held', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    await stage.publish(waitThenMail);
  });
  afterEach(() => stage.close());

  async function someoneWaits(): Promise<string> {
    const userId = `person-${randomUUID()}`;
    await stage.record({ userId, traits: { email: `${userId}@example.com` } });
    const [recorded] = await stage.record(event('Cart Updated', {}, { userId }));
    return recorded?.began[0] ?? '';
  }

  const overdueSince = (id: string, ms: number): Promise<unknown> =>
    stage.database.prisma.enrollment.update({ where: { id }, data: { dueAt: new Date(Date.now() - ms) } });

  test('in a paused journey nobody moves and nobody enters; when it goes on, so do they', async () => {
    const id = await someoneWaits();
    await pauseJourney(stage.database, stage.workspaceId, 'cart');
    const later = Date.now() + 2 * HOUR;
    expect(await stage.advance(id, later)).toEqual({ kind: 'until', at: null, label: 'held' });
    const [refused] = await stage.record(event('Cart Updated', {}, { userId: 'somebody' }));
    expect(refused?.began).toEqual([]);
    expect(
      await stage.database.prisma.refusal.findFirst({ where: { profileId: refused?.profileId ?? '' } }),
    ).toMatchObject({
      reason: 'journey-paused',
    });
    await resumeJourney(stage.database, stage.workspaceId, 'cart');
    expect(await stage.advance(id, later)).toEqual({ kind: 'ended' });
    expect(await stage.stateOf(id)).toBe('completed');
  });

  test('the sweeper pokes who is overdue, leaves alone who was just poked, is paused or parked', async () => {
    const id = await someoneWaits();
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(0);
    await overdueSince(id, 60_000);
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(1);
    expect(stage.pokes.at(-1)).toMatchObject({ enrollmentId: id, journey: 'cart', version: 1, begin: null });
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(0);
    const paused = await someoneWaits();
    await overdueSince(paused, 60_000);
    await pauseJourney(stage.database, stage.workspaceId, 'cart');
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(0);
    await resumeJourney(stage.database, stage.workspaceId, 'cart');
    // Who was overdue then is let go bit by bit.
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(0);
    expect(await releaseOverdue(stage.engine, Date.now())).toEqual({ released: 2, skipped: 0 });
    await overdueSince(paused, 60_000);
    expect(await sweepOverdue(stage.engine, 10, 10_000)).toBe(1);
  });

  test('who was poked in vain for some minutes gets another workflow, until they move', async () => {
    const id = await someoneWaits();
    const inVain = async (pokes: number): Promise<unknown> => {
      const dueAt = new Date(Date.now() - HOUR);
      await stage.database.prisma.enrollment.update({
        where: { id },
        data: { dueAt, pokes, pokedAt: dueAt },
      });
      await sweepOverdue(stage.engine, 10, 10_000);
      return stage.pokes.at(-1)?.anew;
    };
    expect([await inVain(0), await inVain(4), await inVain(5), await inVain(6)]).toEqual([
      ...[false, false, true, true],
    ]);
    await stage.advance(id, Date.now() + 2 * HOUR);
    expect(await stage.database.prisma.enrollment.findUnique({ where: { id } })).toMatchObject({ pokes: 0 });
  });

  test('two sweepers at once take different runs', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, someoneWaits));
    await Promise.all(ids.map((id) => overdueSince(id, 60_000)));
    const taken = await Promise.all([
      takeOverdue(stage.database, 12, 10_000),
      takeOverdue(stage.database, 12, 10_000),
    ]);
    const all = taken.flat().map((one) => one.enrollmentId);
    expect(new Set(all).size).toBe(all.length);
  });

  test('a run that a fault of ours stops is parked, seen, and goes on when it is retried', async () => {
    const id = await someoneWaits();
    const ref = { workspaceId: stage.workspaceId, enrollmentId: id };
    await parkEnrollment(stage.engine, ref, new TypeError('x is not a function'));
    const later = Date.now() + 2 * HOUR;
    expect(await stage.advance(id, later)).toEqual({ kind: 'until', at: null, label: 'held' });
    await parkEnrollment(stage.engine, ref, new TypeError('again'));
    expect(await stage.database.prisma.incident.count({ where: { enrollmentId: id } })).toBe(1);
    const { listed } = await retryEnrollment(stage.engine, stage.workspaceId, id);
    expect(listed.incident).toBeNull();
    expect(stage.pokes.at(-1)).toMatchObject({ enrollmentId: id, begin: null });
    expect(await stage.advance(id, later)).toEqual({ kind: 'ended' });
    expect(await stage.stateOf(id)).toBe('completed');
    await expect(retryEnrollment(stage.engine, stage.workspaceId, id)).rejects.toMatchObject({
      code: 'enrollment-not-parked',
    });
  });

  test('in a stopped journey nobody moves, and all are taken out, some at a time', async () => {
    const ids = [await someoneWaits(), await someoneWaits(), await someoneWaits()];
    await stopJourney(stage.database, stage.workspaceId, 'cart');
    expect(await stage.advance(ids[0] ?? '', Date.now() + 2 * HOUR)).toMatchObject({ label: 'held' });
    const [late] = await stage.record(event('Cart Updated', {}, { userId: 'somebody' }));
    expect(late?.began).toEqual([]);
    await expect(publishJourney(stage.delivery, stage.workspaceId, 'cart')).rejects.toMatchObject({
      code: 'journey-stopping',
    });
    expect(await sweepStopped(stage.engine, 2)).toBe(2);
    expect(await sweepStopped(stage.engine, 2)).toBe(1);
    expect(await sweepStopped(stage.engine, 2)).toBe(0);
    for (const id of ids) {
      expect(await stage.stateOf(id)).toBe('exited');
      expect((await stage.story(id)).at(-1)).toBe('cool-down ended: the journey was stopped');
      expect(stage.pokes.at(-1)).toMatchObject({ begin: null });
    }
    await publishJourney(stage.delivery, stage.workspaceId, 'cart');
    expect(await someoneWaits()).not.toBe('');
  });
});
