// Sends of which nobody knows whether they left, and that may leave again: once, and flagged.
import type { Database } from './database';
import { dateOf } from './rows';
import { historyWith } from './send-history';
import { lockPersonOf } from './sends.sql';
import { inTransaction } from './transaction';

/** When a send `s` that is unknown since an instant is to be sent again without proof: where that was chosen, and never twice. */
export const resendAt = (since: string): string =>
  `CASE WHEN NOT s.possible_duplicate THEN ${since}::timestamptz + s.resend_after * interval '1 millisecond' END`;

/**
 * Whether reports prove that a send `s` was never taken: of one that was claimed after it had become unknown, the provider
 * has made the report that it makes of every message it takes, and that is long ago. Of `s` there is none, else it were
 * not unknown.
 */
const wasNeverTaken = (longAgo: string): string => `
  EXISTS (SELECT FROM provider_report r JOIN send l ON l.id = r.send_id
           WHERE r.workspace_id = s.workspace_id AND r.receipt AND r.received_at > s.unknown_since AND r.received_at <= ${longAgo}
             AND r.at > s.unknown_since AND l.provider = s.provider AND l.claimed_at > s.unknown_since AND NOT l.possible_duplicate)`;

/** Which sends may leave again on proof: unknown ones that their runs still rest on, that were never sent again, and that nobody is to ask for. */
const MAY_LEAVE_AGAIN = `s.state = 'UNKNOWN' AND s.retry_at IS NULL AND NOT s.possible_duplicate AND EXISTS (
  SELECT FROM enrollment e WHERE e.id = s.enrollment_id AND e.state = 'active' AND e.rest ->> 'sendId' = s.id::text)`;

/**
 * Plans sends anew that were never taken, as reports prove; their runs are due at once.
 * @param longAgo what was received until then proves something (epoch ms)
 * @returns how many there were
 */
export async function planNeverTaken(
  database: Database,
  { longAgo, now, limit }: { longAgo: number; now: number; limit: number },
): Promise<number> {
  const { rows } = await database.pool.query<{ id: string }>({
    name: 'find-never-taken',
    text: `
      SELECT s.id FROM send s
       WHERE s.unknown_since < $1 AND ${MAY_LEAVE_AGAIN} AND ${wasNeverTaken('$1')}
       ORDER BY s.unknown_since LIMIT $2`,
    values: [dateOf(longAgo), limit],
  });
  let planned = 0;
  for (const { id } of rows) if (await planAnew(database, id, now)) planned += 1;
  return planned;
}

/** Reports settle what they are about: one that has come since finds the send unknown no more. */
async function planAnew(database: Database, sendId: string, now: number): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    await lockPersonOf(tx, sendId);
    const { rowCount } = await tx.query({
      name: 'plan-anew',
      text: `
        WITH planned AS (
          UPDATE send s SET state = 'PLANNED', reason = 'never-taken', possible_duplicate = true, unknown_since = NULL, updated_at = $2,
                 history = ${historyWith({ at: '$2', state: "'PLANNED'", attempt: 's.attempt', reason: "'never-taken'" })}
           WHERE s.id = $1 AND ${MAY_LEAVE_AGAIN} RETURNING s.enrollment_id)
        UPDATE enrollment e SET due_at = $2, pokes = 0, poked_at = NULL FROM planned WHERE e.id = planned.enrollment_id`,
      values: [sendId, dateOf(now)],
    });
    return rowCount === 1;
  });
}
