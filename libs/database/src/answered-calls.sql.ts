// Calls of the API that named an Idempotency-Key, and what was answered to them.
import type { Database } from './database';
import { dateOf } from './rows';

/** How long an answer is kept (ms), and how long a call that has no answer yet is waited for. */
const KEPT = 24 * 3_600_000;
const WORKED_ON = 60_000;

/** A call under an Idempotency-Key. */
export interface NamedCall {
  readonly workspaceId: string;
  readonly key: string;
  /** SHA-256 of the request. */
  readonly request: Uint8Array;
}

/** Whose turn it is. */
export type CallStanding =
  /** The caller is to do the work, and then to say what was answered. */
  | { readonly kind: 'ours' }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: string }
  /** The same call is being worked on right now. */
  | { readonly kind: 'under-way' }
  /** The key was used for another call. */
  | { readonly kind: 'another' };

/** Takes on a call, or tells what was answered to it. Of callers at once, one takes it on. */
export async function takeOnCall(database: Database, call: NamedCall, now: number): Promise<CallStanding> {
  const { workspaceId, key, request } = call;
  const { rowCount } = await database.pool.query(
    `INSERT INTO answered_call AS a (workspace_id, key, request, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, key) DO UPDATE SET request = excluded.request, status = NULL, answer = NULL, at = excluded.at
      WHERE a.at < $5 OR (a.status IS NULL AND a.at < $6 AND a.request = excluded.request)`,
    [workspaceId, key, request, dateOf(now), dateOf(now - KEPT), dateOf(now - WORKED_ON)],
  );
  if (rowCount === 1) return { kind: 'ours' };
  const { rows } = await database.pool.query<{ same: boolean; status: number | null; answer: string | null }>(
    'SELECT request = $3 AS same, status, answer FROM answered_call WHERE workspace_id = $1 AND key = $2',
    [workspaceId, key, request],
  );
  const [row] = rows;
  // Gone since: whoever had it failed, and left the work to the next.
  if (!row) return { kind: 'under-way' };
  if (!row.same) return { kind: 'another' };
  if (row.status === null) return { kind: 'under-way' };
  return { kind: 'answered', status: row.status, answer: row.answer ?? '' };
}

/** Keeps what was answered to a call that was taken on. */
export async function keepAnswer(
  database: Database,
  { workspaceId, key, request }: NamedCall,
  { status, answer }: { readonly status: number; readonly answer: string },
): Promise<void> {
  await database.pool.query(
    'UPDATE answered_call SET status = $4, answer = $5 WHERE workspace_id = $1 AND key = $2 AND request = $3 AND status IS NULL',
    [workspaceId, key, request, status, answer],
  );
}

/** Leaves a call that was taken on to the next: it failed. */
export async function letGoOfCall(
  database: Database,
  { workspaceId, key, request }: NamedCall,
): Promise<void> {
  await database.pool.query(
    'DELETE FROM answered_call WHERE workspace_id = $1 AND key = $2 AND request = $3 AND status IS NULL',
    [workspaceId, key, request],
  );
}

/** Removes answers that are not kept any more. @returns how many there were */
export async function forgetAnswers(database: Database, limit: number, now: number): Promise<number> {
  const { rowCount } = await database.pool.query(
    'DELETE FROM answered_call WHERE ctid IN (SELECT ctid FROM answered_call WHERE at < $1 ORDER BY at LIMIT $2)',
    [dateOf(now - KEPT), limit],
  );
  return rowCount ?? 0;
}
