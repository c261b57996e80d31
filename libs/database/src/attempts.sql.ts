// What became of attempts. Every update names the attempt it speaks of, and the states it may come from.
import type { Connection, Database } from './database';
import { dateOf, jsonOf, nullableDateOf, type JsonObject } from './rows';
import { historyWith } from './send-history';
import { resendAt } from './resends.sql';
import { statesBefore, type SendState } from './send-states';
import { lockPersonOf } from './sends.sql';
import { inTransaction } from './transaction';

/** What became of one attempt. */
export interface AttemptOutcome {
  readonly state: 'ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'PLANNED';
  readonly reason: string | null;
  readonly code: string | null;
  readonly providerId: string | null;
  /**
   * When the send may be tried again (epoch ms). An UNKNOWN one only where asking again is harmless; else null, and the
   * send itself may say when.
   */
  readonly retryAt: number | null;
  /** What was answered, where it is kept. */
  readonly reply: JsonObject | null;
}

/** One attempt to post one send. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/**
 * Records what became of an attempt, whatever has become of the enrollment meanwhile. Only if it is still that attempt's
 * claim; what the provider said for certain also settles an attempt that was called unknown or given up since.
 * @returns whether it was recorded
 */
export async function recordAttempt(
  connection: Connection,
  { id, attempt }: Attempt,
  outcome: AttemptOutcome,
  now: number,
): Promise<boolean> {
  const { state, reason, code, providerId, retryAt, reply } = outcome;
  const { rowCount } = await connection.query({
    name: 'record-attempt',
    text: `
      WITH recorded AS (
        UPDATE send s SET state = $3, reason = $4, code = $5, provider_id = coalesce($6, s.provider_id),
               retry_at = coalesce($7, CASE WHEN $3 = 'UNKNOWN' THEN ${resendAt('$8')} END), lease_until = NULL,
               unknown_since = CASE WHEN $3 = 'UNKNOWN' THEN coalesce(s.unknown_since, $8) ELSE s.unknown_since END, updated_at = $8,
               history = ${historyWith({ at: '$8', state: '$3', attempt: '$2', reason: '$4', code: '$5' })}
         WHERE s.id = $1 AND s.attempt = $2 AND s.state = ANY($9) RETURNING s.id),
      kept AS (
        UPDATE send_content c SET reply = $10::jsonb FROM recorded WHERE $10::jsonb IS NOT NULL AND c.send_id = recorded.id)
      SELECT FROM recorded`,
    values: [
      id,
      attempt,
      state,
      reason,
      code,
      providerId,
      nullableDateOf(retryAt),
      dateOf(now),
      statesBefore(state),
      reply === null ? null : jsonOf(reply),
    ],
  });
  return rowCount === 1;
}

/**
 * Puts a send back whose attempt has certainly not left. Where its enrollment has ended meanwhile it is refused: nobody
 * would ever deliver it; where the enrollment has gone on without it, it has failed.
 * @returns the state in which the send now is; null where it is not this attempt's any more
 */
export async function returnSend(
  database: Database,
  { id, attempt }: Attempt,
  outcome: Pick<AttemptOutcome, 'reason' | 'retryAt'>,
  now: number,
): Promise<SendState | null> {
  return inTransaction(database, async (tx) => {
    await lockPersonOf(tx, id);
    const { rows } = await tx.query<{ state: SendState }>(
      `WITH back AS (
         SELECT s.id, CASE WHEN e.state <> 'active' THEN 'REFUSED' WHEN e.rest ->> 'sendId' = s.id::text THEN 'PLANNED' ELSE 'FAILED' END AS state,
                CASE WHEN e.state <> 'active' THEN 'enrollment-ended' WHEN e.rest ->> 'sendId' = s.id::text THEN $3 ELSE 'too-late' END AS reason
           FROM send s JOIN enrollment e ON e.id = s.enrollment_id WHERE s.id = $1)
       UPDATE send s SET state = back.state, reason = back.reason, retry_at = CASE WHEN back.state = 'PLANNED' THEN $4::timestamptz END,
              lease_until = NULL, unknown_since = NULL, updated_at = $5,
              history = ${historyWith({ at: '$5', state: 'back.state', attempt: 's.attempt', reason: 'back.reason' })}
         FROM back WHERE s.id = back.id AND s.attempt = $2 AND s.state = ANY($6) RETURNING s.state`,
      [
        id,
        attempt,
        outcome.reason ?? 'not-sent',
        nullableDateOf(outcome.retryAt),
        dateOf(now),
        statesBefore('PLANNED'),
      ],
    );
    return rows[0]?.state ?? null;
  });
}
