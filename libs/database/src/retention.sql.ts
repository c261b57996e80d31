// What is forgotten, and how: partitions are dropped whole, small tables lose a bounded number of rows at once.
import type { Connection, Database } from './database';
import { GENERATION_NOW, GENERATIONS_LOOKED_UP } from './partitions.sql';
import { dateOf } from './rows';
import { isLockTimeout } from './transaction';

/** Who forgets holds this advisory lock: one process at a time. */
const LOCK = 7_261_036;

/** How long a drop waits for those who use the table (ms): less than they wait for it, for they queue up behind it. */
const DROP_LOCK_TIMEOUT = 100;

const DAY = 86_400_000;

/** How long what a provider reported is kept (ms): its meaning is in the send; a provider repeats itself for days. */
const REPORTS_KEPT = 180 * DAY;

/**
 * Does work of which one process at a time is enough. @returns what it came to; null where another process is at it
 */
export async function alone<T>(
  { pool }: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T | null> {
  const connection = await pool.connect();
  try {
    const { rows } = await connection.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [
      LOCK,
    ]);
    if (!rows[0]?.ours) return null;
    try {
      return await work(connection);
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    connection.release();
  }
}

/**
 * Drops the partitions that are past their time: generations of messageIds that nobody looks up any more, and months of
 * events that are not kept. One that is in use at the moment is left for the next round.
 * @param monthsKept whole months of events before this one; null = all
 * @returns the names of those that were dropped
 */
export async function dropOldPartitions(
  connection: Connection,
  monthsKept: number | null,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT name FROM (
       SELECT c.relname AS name,
              substring(c.relname FROM '^message_(\\d+)$')::int AS generation,
              to_date(substring(c.relname FROM '^event_(\\d{4}_\\d{2})$'), 'YYYY_MM') AS month
         FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent IN ('message'::regclass, 'event'::regclass)) AS partition
      WHERE generation < ${GENERATION_NOW} - ${GENERATIONS_LOOKED_UP}
         OR month < date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => $1::int)
      ORDER BY name`,
    [monthsKept],
  );
  const dropped: string[] = [];
  for (const { name } of rows) if (await drop(connection, name)) dropped.push(name);
  return dropped;
}

/** @param name of a partition, as the query above found it: letters, digits and `_` */
async function drop(connection: Connection, name: string): Promise<boolean> {
  try {
    // One round trip, and so one transaction.
    await connection.query(`SET LOCAL lock_timeout = ${DROP_LOCK_TIMEOUT}; DROP TABLE ${name}`);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** How long is kept what a message said, and what a webhook sent and was answered (ms). */
const CONTENT_KEPT = 30 * DAY;

/** How long the targets of a message's links are kept after that: somebody may click in an old mail (ms). */
const LINKS_KEPT = 400 * DAY;

/** How long clicks and the like are kept, whose events are recorded long since (ms). */
const HITS_KEPT = 30 * DAY;

/** Removes what recipients did, long after it was recorded. @returns how many there were */
export async function forgetHits(connection: Connection, limit: number, now: number): Promise<number> {
  const { rowCount } = await connection.query(
    `DELETE FROM hit WHERE ctid IN (SELECT ctid FROM hit WHERE at < $1 AND emit_at IS NULL LIMIT $2)`,
    [dateOf(now - HITS_KEPT), limit],
  );
  return rowCount ?? 0;
}

/**
 * Forgets what was sent a while ago: of messages all but where their links lead, of requests everything.
 * @returns how many there were
 */
export async function forgetContent(connection: Connection, limit: number, now: number): Promise<number> {
  const { rowCount } = await connection.query(
    `WITH old AS (
       SELECT send_id, cardinality(links) = 0 OR created_at < $2 AS whole FROM send_content
        WHERE created_at < $1 AND (sender <> 'null' OR created_at < $2) ORDER BY created_at LIMIT $3),
     gone AS (DELETE FROM send_content c USING old WHERE old.whole AND c.send_id = old.send_id RETURNING c.send_id),
     emptied AS (
       UPDATE send_content c SET sender = 'null', subject = '', html = NULL, text = '', headers = '{}' FROM old
        WHERE NOT old.whole AND c.send_id = old.send_id RETURNING c.send_id)
     SELECT FROM gone UNION ALL SELECT FROM emptied`,
    [dateOf(now - CONTENT_KEPT), dateOf(now - LINKS_KEPT), limit],
  );
  return rowCount ?? 0;
}

/**
 * Forgets of runs that ended a while ago how they went: their log, what they carried, what began them. That somebody
 * went through stays: entry rules, reports and the ledger of sends hang on it.
 * @param endedBefore epoch ms
 * @returns how many there were
 */
export async function forgetRuns(
  connection: Connection,
  limit: number,
  endedBefore: number,
): Promise<number> {
  const { rowCount } = await connection.query(
    `WITH old AS MATERIALIZED (
       SELECT DISTINCT id FROM (
         SELECT e.id FROM step_log l JOIN enrollment e ON e.id = l.enrollment_id
          WHERE l.at < $1 AND e.state <> 'active' AND e.ended_at < $1 LIMIT $2) AS found),
     logs AS (DELETE FROM step_log l USING old WHERE l.enrollment_id = old.id),
     incidents AS (DELETE FROM incident i USING old WHERE i.enrollment_id = old.id),
     people AS (DELETE FROM publish_person p USING old WHERE p.enrollment_id = old.id AND p.state <> 'waiting')
     UPDATE enrollment e SET memory = '{}', rest = NULL, trigger = jsonb_set(e.trigger, '{properties}', '{}')
       FROM old WHERE e.id = old.id`,
    [dateOf(endedBefore), limit],
  );
  return rowCount ?? 0;
}

/** Removes reports of providers that are not kept any more. @returns how many there were */
export async function forgetReports(connection: Connection, limit: number, now: number): Promise<number> {
  const { rowCount } = await connection.query(
    `DELETE FROM provider_report WHERE ctid IN (
       SELECT ctid FROM provider_report WHERE received_at < $1 ORDER BY received_at LIMIT $2)`,
    [dateOf(now - REPORTS_KEPT), limit],
  );
  return rowCount ?? 0;
}
