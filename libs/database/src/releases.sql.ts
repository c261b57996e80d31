// Journeys that go on after a pause: who has become due meanwhile is let go bit by bit, at the workspace's rate.
import type { Database, Transaction } from './database';
import { dateOf, nullableDateOf } from './rows';
import type { OverdueEnrollment } from './sweep.sql';

/**
 * Lets a paused journey go on. People enter again at once; who is overdue by now waits to be let go.
 * @param skipBefore who has been overdue since before this is to be taken out instead (epoch ms); null = nobody
 * @returns whether it was paused
 */
export async function resumePaused(
  database: Database,
  journeyId: string,
  { skipBefore, now }: { readonly skipBefore: number | null; readonly now: number },
): Promise<boolean> {
  const { count } = await database.prisma.journey.updateMany({
    where: { id: journeyId, state: 'paused' },
    data: {
      ...{ state: 'running', updatedAt: dateOf(now) },
      ...{ resumedAt: dateOf(now), skipBefore: nullableDateOf(skipBefore), releasedAt: null },
    },
  });
  return count > 0;
}

/** A journey that lets overdue people go. */
export interface Releasing {
  readonly id: string;
  readonly workspaceId: string;
  readonly key: string;
  readonly ratePerSecond: number;
  /** How many journeys share that rate: those of the workspace that are letting people go. */
  readonly sharers: number;
}

/** Journeys with overdue people to let go. */
export async function listReleasing(database: Database, limit: number): Promise<readonly Releasing[]> {
  const { rows } = await database.pool.query<Releasing>(
    `SELECT j.id, j.workspace_id AS "workspaceId", j.key, o.rate_per_second AS "ratePerSecond",
            count(*) OVER (PARTITION BY j.workspace_id)::int AS sharers
       FROM journey j JOIN workspace o ON o.id = j.workspace_id
      WHERE j.resumed_at IS NOT NULL AND j.state = 'running' ORDER BY j.resumed_at LIMIT $1`,
    [limit],
  );
  return rows;
}

/** SQL: since when the run `e` of the journey `j` is overdue. A wait is from its end on, whenever it was looked at. */
const OVERDUE_SINCE = `CASE WHEN e.rest ->> 'kind' = 'wait' AND NOT EXISTS (SELECT FROM enrollment_wait w WHERE w.enrollment_id = e.id AND w.won_path IS NOT NULL)
    THEN to_timestamp((e.rest ->> 'until')::float8 / 1000) ELSE e.due_at END`;

const WAS_OVERDUE = `e.journey_id = j.id AND e.state = 'active' AND e.due_at < j.resumed_at`;
const IS_SKIPPED = `(j.skip_before IS NOT NULL AND ${OVERDUE_SINCE} < j.skip_before) IS TRUE`;

/** Who was overdue for too long when a journey went on, and is to be taken out. */
export async function listSkipped(
  database: Database,
  journeyId: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly since: Date }[]> {
  const { rows } = await database.pool.query<{ id: string; since: Date }>(
    `SELECT e.id, ${OVERDUE_SINCE} AS since FROM journey j JOIN enrollment e ON ${WAS_OVERDUE}
      WHERE j.id = $1 AND j.state = 'running' AND j.skip_before IS NOT NULL AND ${IS_SKIPPED} LIMIT $2`,
    [journeyId, limit],
  );
  return rows;
}

/** How long after the last some are let go again (ms), and for how much time at most they are. */
const RELEASE_EVERY = 1_000;
const MOST_OVERSLEPT = 5_000;

/**
 * Lets go as many overdue people of a journey as have their share in the time since the last were let go: they are due
 * now. Several processes that do it at once let go no more than one. When nobody is left, the journey is as any other.
 * @returns whom to poke
 */
export async function releaseSome(
  tx: Transaction,
  { id, workspaceId, key, ratePerSecond, sharers }: Releasing,
  now: number,
): Promise<readonly OverdueEnrollment[]> {
  const { rows: turns } = await tx.query<{ last: Date | null }>(
    `SELECT released_at AS last FROM journey
      WHERE id = $1 AND state = 'running' AND resumed_at IS NOT NULL AND (released_at IS NULL OR released_at <= $2)
        FOR NO KEY UPDATE SKIP LOCKED`,
    [id, dateOf(now - RELEASE_EVERY)],
  );
  const [turn] = turns;
  if (!turn) return [];
  const slept = Math.min(MOST_OVERSLEPT, now - (turn.last?.getTime() ?? now - RELEASE_EVERY));
  const most = Math.max(1, Math.floor((ratePerSecond * slept) / 1_000 / sharers));
  const { rows } = await tx.query<{ id: string; version: number }>(
    `WITH late AS (
       SELECT e.id FROM journey j JOIN enrollment e ON ${WAS_OVERDUE} WHERE j.id = $1 AND NOT ${IS_SKIPPED}
        ORDER BY e.due_at LIMIT $2 FOR NO KEY UPDATE OF e SKIP LOCKED)
     UPDATE enrollment e SET due_at = $3, pokes = 0, poked_at = NULL FROM late WHERE e.id = late.id RETURNING e.id, e.version`,
    [id, most, dateOf(now)],
  );
  await tx.query(
    `UPDATE journey j SET released_at = $2,
            resumed_at = CASE WHEN EXISTS (SELECT FROM enrollment e WHERE ${WAS_OVERDUE}) THEN j.resumed_at END
      WHERE j.id = $1`,
    [id, dateOf(now)],
  );
  return rows.map((row) => ({ workspaceId, enrollmentId: row.id, journey: key, version: row.version }));
}
