// What is forgotten, and how: partitions are dropped whole, small tables lose a bounded number of rows at once.
import type { Connection, Database } from './database';
import { GENERATION_NOW, GENERATIONS_LOOKED_UP } from './partitions.sql';
import { dateOf } from './rows';
import { isLockTimeout } from './transaction';

/** Who forgets holds this advisory lock: one process at a time. */
const LOCK = 7_261_036;

/** How long a drop waits for those who use the table (ms): less than they wait for it, for they queue up behind it. */
const DROP_LOCK_TIMEOUT = 100;

/** How long what a provider reported is kept (ms): its meaning is in the send; a provider repeats itself for days. */
const REPORTS_KEPT = 180 * 86_400_000;

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

/** Removes reports of providers that are not kept any more. @returns how many there were */
export async function forgetReports(connection: Connection, limit: number, now: number): Promise<number> {
  const { rowCount } = await connection.query(
    `DELETE FROM provider_report WHERE ctid IN (
       SELECT ctid FROM provider_report WHERE received_at < $1 ORDER BY received_at LIMIT $2)`,
    [dateOf(now - REPORTS_KEPT), limit],
  );
  return rowCount ?? 0;
}
