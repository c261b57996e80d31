import { readBacklog, updateWorkspace } from '#database';
import { pauseJourney, resumeJourney } from '#journeys';
import { releaseOverdue, sweepOverdue } from './index';
import { openStage, type Stage } from './testing/stage';
import { enter, first, publishNext, whereabouts } from './testing/versions';

const SECOND = 1_000;
const HOUR = 3_600_000;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await publishNext(stage, first);
  await updateWorkspace(stage.database, stage.workspaceId, { ratePerSecond: 10 });
});
afterEach(() => stage.close());

const pause = (): Promise<unknown> => pauseJourney(stage.database, stage.workspaceId, 'cart');
const resume = (now: number, skipOverdueBy?: string): Promise<unknown> =>
  resumeJourney(stage.database, stage.workspaceId, 'cart', { now, skipOverdueBy });
const release = (now: number): ReturnType<typeof releaseOverdue> => releaseOverdue(stage.engine, now);

/** Their waits are over since an instant. */
async function overdueSince(ids: readonly string[], at: number): Promise<void> {
  for (const id of ids) {
    const { rest } = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
    await stage.database.prisma.enrollment.update({
      where: { id },
      data: { dueAt: new Date(at), rest: { ...(rest as object), until: at } },
    });
  }
}

describe('a journey that goes on after a pause', () => {
  test('lets those go who are overdue at the rate of the workspace, and nobody else pokes them before', async () => {
    const ids = await enter(stage, 25);
    const now = Date.now();
    await overdueSince(ids, now - HOUR);
    const { overdue, oldestOverdue } = await readBacklog(stage.database, 10 * SECOND);
    expect({ overdue, hours: Math.round(oldestOverdue / 3_600) }).toEqual({ overdue: 25, hours: 1 });
    await pause();
    expect(await release(now)).toEqual({ released: 0, skipped: 0 });
    await resume(now);
    const poked = stage.pokes.length;
    expect(await sweepOverdue(stage.engine, 100, 10 * SECOND)).toBe(0);
    expect(await readBacklog(stage.database, 10 * SECOND)).toMatchObject({ overdue: 0, oldestOverdue: 0 });
    const released: number[] = [];
    for (const at of [0, 0.5, 1, 1.5, 2, 3, 4]) released.push((await release(now + at * SECOND)).released);
    expect(released).toEqual([10, 0, 10, 0, 5, 0, 0]);
    expect(new Set(stage.pokes.slice(poked).map((poke) => poke.enrollmentId))).toEqual(new Set(ids));
    const { resumedAt } = await stage.database.prisma.journey.findFirstOrThrow();
    expect(resumedAt).toBeNull();
  });

  test('lets the longest due go first; who is not due rests on; who becomes due later is not held up', async () => {
    const [late = '', later = '', resting = ''] = await enter(stage, 3);
    await updateWorkspace(stage.database, stage.workspaceId, { ratePerSecond: 1 });
    const now = Date.now();
    await overdueSince([later], now - HOUR);
    await overdueSince([late], now - 2 * HOUR);
    await pause();
    await resume(now);
    const poked = stage.pokes.length;
    for (const at of [0, 1, 2]) await release(now + at * SECOND);
    expect(stage.pokes.slice(poked).map((poke) => poke.enrollmentId)).toEqual([late, later]);
    await overdueSince([resting], now + SECOND);
    expect(await stage.advance(resting, now + 2 * SECOND)).toEqual({ kind: 'ended' });
  });

  test('several workers at once let go no more than one', async () => {
    const ids = await enter(stage, 25);
    const now = Date.now();
    await overdueSince(ids, now - HOUR);
    await pause();
    await resume(now);
    const rounds = await Promise.all([release(now), release(now), release(now)]);
    expect(rounds.reduce((sum, { released }) => sum + released, 0)).toBe(10);
  });

  test('takes those out who were overdue for too long, where it says so, with the reason in their log', async () => {
    const [old = '', fresh = '', looked = ''] = await enter(stage, 3);
    const now = Date.now();
    await overdueSince([old], now - 2 * HOUR);
    await overdueSince([fresh], now - HOUR / 2);
    // Something made it due to be looked at, but what it waits for is not over.
    await stage.database.prisma.enrollment.update({
      where: { id: looked },
      data: { dueAt: new Date(now - 2 * HOUR) },
    });
    await pause();
    await resume(now, '1h');
    expect(await release(now)).toEqual({ released: 2, skipped: 1 });
    expect(await whereabouts(stage)).toEqual({ exited: 1, '1 cool-down': 2 });
    expect((await stage.story(old)).at(-1)).toBe(
      `cool-down ended: overdue for too long when the journey went on: since ${new Date(now - 2 * HOUR).toISOString()}`,
    );
    expect(await stage.advance(fresh, now)).toEqual({ kind: 'ended' });
    expect(await stage.database.prisma.mailboxMessage.count()).toBe(1);
  });

  test('paused again before all are let go, holds the others; the next resume lets them go', async () => {
    const ids = await enter(stage, 15);
    const now = Date.now();
    await overdueSince(ids, now - HOUR);
    await pause();
    await resume(now, '3h');
    expect((await release(now)).released).toBe(10);
    await pause();
    expect(await release(now + SECOND)).toEqual({ released: 0, skipped: 0 });
    await resume(now + HOUR);
    // Nobody has moved yet who was let go before: they are overdue as well.
    expect((await release(now + HOUR)).released).toBe(10);
    expect((await release(now + HOUR + SECOND)).released).toBe(5);
  });
});
