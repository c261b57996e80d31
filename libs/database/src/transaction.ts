import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from './database';

/** Errors that mean "try the same again": deadlock, serialization, lock timeout. */
const LOCK_TIMEOUT = '55P03';
const RETRIED = new Set(['40P01', '40001', LOCK_TIMEOUT]);
const MOST_TRIES = 10;

/** Those who lost to one another wait for up to so long (ms) times the number of their tries, so as not to meet again. */
const PAUSE = 5;

/**
 * The statements of transactions are prepared, and most take their rows as arrays. PostgreSQL cannot know how long these
 * are, thinks that planning anew each time is worth it, and then plans for longer than it works.
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan';

/** The SQLSTATE of an error that PostgreSQL answered; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  // By its shape: an error of Node's own is no `Error` to code that runs in another context.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What a transaction throws whose decisions others have overtaken while it waited for its locks: it begins again. */
export function overtaken(): Error {
  return Object.assign(new Error('what was decided on changed while its locks were waited for'), {
    code: '40001',
  });
}

/**
 * Runs `work` in one transaction (READ COMMITTED) and commits. A deadlock or lock timeout is tried again from the
 * start, a few times, so `work` must have no effect but through the transaction.
 * @param lockTimeout how long it waits for any one lock (ms); who says so is told at once when that was not enough, by an
 *   error that `isLockTimeout` knows
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
  lockTimeout: number | null = null,
): Promise<T> {
  const begin =
    lockTimeout === null ? BEGIN : `${BEGIN}; SET LOCAL lock_timeout = ${Math.trunc(lockTimeout)}`;
  for (let tries = 1; ; tries++) {
    try {
      return await runOnce(database, begin, work);
    } catch (error) {
      const isTold = lockTimeout !== null && isLockTimeout(error);
      if (tries >= MOST_TRIES || isTold || !RETRIED.has(sqlStateOf(error) ?? '')) throw error;
      await pause(Math.random() * PAUSE * tries);
    }
  }
}

/** Whether an error says that a lock was not to be had in time. */
export function isLockTimeout(error: unknown): boolean {
  return sqlStateOf(error) === LOCK_TIMEOUT;
}

/** Whether an error says that PostgreSQL cannot keep what it was given: the same will never go through. */
export function isDataError(error: unknown): boolean {
  // 22 data exception, 23 integrity constraint violation, 54 program limit exceeded, such as a key too long for an index.
  return /^(22|23|54)/.test(sqlStateOf(error) ?? '');
}

async function runOnce<T>(
  database: Database,
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const tx = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query(begin);
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}

/** Errors of a connection that broke or cannot be made. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether an error says that the database is away or busy, so that the same may go through later. */
export function isDatabaseAway(error: unknown): boolean {
  const code = sqlStateOf(error) ?? '';
  // 08 connection, 53 resources, 57 operator intervention, 40 rollback, 55P03 lock timeout; P... are Prisma's own.
  if (AWAY.has(code) || /^(08|53|57|40|P10|P2024|P2028)/.test(code) || code === LOCK_TIMEOUT) return true;
  const message = error instanceof Error ? error.message : '';
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message,
  );
}
