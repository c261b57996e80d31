import { inTransaction, listReleasing, listSkipped, releaseSome, type Releasing } from '#database';
import type { Engine } from './engine';
import { endEnrollment } from './exit-enrollment';

/** How many journeys are looked at in one round, and how many people of each are taken out in it. */
const MOST_JOURNEYS = 50;
const MOST_SKIPPED = 200;

/**
 * Lets people go who became due while their journey was paused, at the rate of their workspace, the longest due first;
 * and takes those out who had been overdue for too long. Safe to run in many processes at once.
 * @returns how many were let go, and how many taken out
 */
export async function releaseOverdue(
  engine: Engine,
  now: number,
): Promise<{ readonly released: number; readonly skipped: number }> {
  let released = 0;
  let skipped = 0;
  for (const journey of await listReleasing(engine.database, MOST_JOURNEYS)) {
    skipped += await skipSome(engine, journey, now);
    const due = await inTransaction(engine.database, (tx) => releaseSome(tx, journey, now));
    engine.poke(due.map((one) => ({ ...one, begin: null })));
    released += due.length;
  }
  return { released, skipped };
}

async function skipSome(engine: Engine, { id, workspaceId }: Releasing, now: number): Promise<number> {
  const skipped = await listSkipped(engine.database, id, MOST_SKIPPED);
  for (const { id: enrollmentId, since } of skipped) {
    const because = `overdue for too long when the journey went on: since ${since.toISOString()}`;
    await endEnrollment(engine, { workspaceId, enrollmentId }, because, now);
  }
  return skipped.length;
}
