// How things stand, for who runs this: each number by a partial index, counted up to a bound.
import type { Database } from './database';
import { AMONG_OVERDUE } from './sweep.sql';

/** What is overdue, parked and under way, in the whole database. */
export interface Backlog {
  /** Active enrollments that should have moved by now; and since when the oldest of them should have (s). */
  readonly overdue: number;
  readonly oldestOverdue: number;
  /** Open incidents. */
  readonly incidents: number;
  /** Sends that somebody is posting, and those of which nobody knows whether they left. */
  readonly claimed: number;
  readonly unknown: number;
}

/** Up to where is counted: beyond it, more is no other news, and counting costs. */
const MOST = 10_000;

/** @param overdueBy how long an enrollment may be due before it is overdue (ms) */
export async function readBacklog(database: Database, overdueBy: number): Promise<Backlog> {
  const { rows } = await database.pool.query<Backlog>({
    name: 'read-backlog',
    text: `
      WITH overdue AS MATERIALIZED (
        SELECT e.due_at FROM ${AMONG_OVERDUE} AND e.due_at < now() - interval '1 millisecond' * $1 ORDER BY e.due_at LIMIT ${MOST})
      SELECT (SELECT count(*) FROM overdue)::int AS overdue,
             coalesce((SELECT extract(epoch FROM now() - min(due_at)) FROM overdue), 0)::float8 AS "oldestOverdue",
             (SELECT count(*) FROM (SELECT FROM incident WHERE resolved_at IS NULL LIMIT ${MOST}) open)::int AS incidents,
             (SELECT count(*) FROM (SELECT FROM send WHERE state = 'CLAIMED' LIMIT ${MOST}) claimed)::int AS claimed,
             (SELECT count(*) FROM (SELECT FROM send WHERE state = 'UNKNOWN' LIMIT ${MOST}) unknown)::int AS unknown`,
    values: [overdueBy],
  });
  return rows[0] ?? { overdue: 0, oldestOverdue: 0, incidents: 0, claimed: 0, unknown: 0 };
}
