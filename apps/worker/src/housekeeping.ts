import {
  alone,
  dropOldPartitions,
  ensurePartitions,
  forgetAnswers,
  forgetErasureRequests,
  forgetReports,
  type Database,
} from '#database';
import type { Log } from '#telemetry';
import { repeat, type Background } from './background';

/** How often partitions ahead are seen to (ms), and how many old rows are removed at once. */
const HOUSEKEEPING_EVERY = 6 * 3_600_000;
const FORGET_MOST = 1_000;

/**
 * Sees to the partitions of the months ahead, and forgets what is kept only for a while, until stopped. One process at a
 * time does it.
 * @param monthsKept whole months of events before this one; null = all
 */
export function startHousekeeping(database: Database, log: Log, monthsKept: number | null): Background {
  return repeat(
    'housekeeping',
    HOUSEKEEPING_EVERY,
    async () => {
      const dropped = await alone(database, async (connection) => {
        await ensurePartitions(connection);
        while ((await forgetErasureRequests(connection, FORGET_MOST, Date.now())) === FORGET_MOST);
        while ((await forgetAnswers(database, FORGET_MOST, Date.now())) === FORGET_MOST);
        while ((await forgetReports(connection, FORGET_MOST, Date.now())) === FORGET_MOST);
        return dropOldPartitions(connection, monthsKept);
      });
      if (dropped && dropped.length > 0) log.info('old partitions were dropped', { dropped: dropped.join() });
    },
    log,
  );
}
