import {
  alone,
  dropOldPartitions,
  ensurePartitions,
  forgetAnswers,
  forgetErasureRequests,
  forgetContent,
  forgetHits,
  forgetPauses,
  forgetReports,
  forgetRuns,
  type Connection,
  type Database,
} from '#database';
import type { Log } from '#telemetry';
import { repeat, type Background } from './background';

/** How often partitions ahead are seen to (ms), and how many old rows are removed at once. */
const HOUSEKEEPING_EVERY = 6 * 3_600_000;
const FORGET_MOST = 1_000;

/** How long what is kept only for a while is kept; null = for ever. */
export interface Retention {
  /** Whole months of events before this one. */
  readonly eventMonths: number | null;
  /** Days for which it is told how a run went that has ended. */
  readonly runDays: number | null;
}

const DAY = 86_400_000;

/**
 * Sees to the partitions of the months ahead, and forgets what is kept only for a while, until stopped. One process at a
 * time does it.
 */
export function startHousekeeping(database: Database, log: Log, retention: Retention): Background {
  return repeat(
    'housekeeping',
    HOUSEKEEPING_EVERY,
    async () => {
      const dropped = await alone(database, (connection) => keepHouse(database, connection, retention));
      if (dropped && dropped.length > 0) log.info('old partitions were dropped', { dropped: dropped.join() });
    },
    log,
  );
}

/** @returns the partitions that were dropped */
async function keepHouse(
  database: Database,
  connection: Connection,
  { eventMonths, runDays }: Retention,
): Promise<readonly string[]> {
  await ensurePartitions(connection);
  const now = Date.now();
  await byAndBy(() => forgetErasureRequests(connection, FORGET_MOST, now));
  await byAndBy(() => forgetAnswers(database, FORGET_MOST, now));
  await byAndBy(() => forgetReports(connection, FORGET_MOST, now));
  await forgetPauses(connection, now);
  await byAndBy(() => forgetHits(connection, FORGET_MOST, now));
  await byAndBy(() => forgetContent(connection, FORGET_MOST, now));
  if (runDays !== null) {
    const endedBefore = now - runDays * DAY;
    while ((await forgetRuns(connection, FORGET_MOST, endedBefore)) > 0);
  }
  return dropOldPartitions(connection, eventMonths);
}

async function byAndBy(forget: () => Promise<number>): Promise<void> {
  while ((await forget()) === FORGET_MOST);
}
