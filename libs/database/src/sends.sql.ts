// The send ledger after a send was born: claims, outcomes. Every update names the attempt it speaks of.
import type { Connection, Database, Transaction } from './database';
import { dateOf, instantOf, jsonOf, nullableDateOf, type JsonObject } from './rows';
import { inTransaction } from './transaction';

/** Appends to a send's history, which keeps its beginning and what came last: an outage of days must not fill the row. */
const PAST = 'CASE WHEN jsonb_array_length(s.history) >= 100 THEN s.history - 1 ELSE s.history END';

/** A send that somebody wants to claim, with what that is judged on. Instants are epoch milliseconds. */
export interface UnclaimedSend {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly profileId: string;
  readonly state: string;
  readonly attempt: number;
  readonly provider: string;
  readonly channel: string;
  readonly class: string;
  readonly topic: string | null;
  readonly address: string;
  readonly retryAt: number | null;
  readonly heldUntil: number | null;
  readonly enrollmentState: string;
  readonly journeyState: string;
  /** Whether its enrollment has an open incident. */
  readonly parked: boolean;
  /** Null where the rendered bytes are not kept any more. */
  readonly content: SendContent | null;
}

/** What it takes to post a send. */
export interface SendContent {
  readonly sender: { readonly name: string; readonly email: string; readonly replyTo: string | null };
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
}

type UnclaimedRow = Omit<UnclaimedSend, 'retryAt' | 'heldUntil' | 'content'> & {
  retryAt: Date | null;
  heldUntil: Date | null;
  sender: SendContent['sender'] | null;
  subject: string;
  html: string | null;
  text: string;
  headers: JsonObject;
};

/**
 * Locks the person of a send against every writer of what the gate reads, and then reads, in a statement of its own,
 * what a claim is judged on: whatever was acknowledged before is seen, whatever comes after waits for this transaction.
 */
export async function lockSend(
  tx: Transaction,
  workspaceId: string,
  sendId: string,
): Promise<UnclaimedSend | null> {
  await lockPersonOf(tx, sendId);
  const { rows } = await tx.query<UnclaimedRow>({
    name: 'read-unclaimed',
    text: `
      SELECT s.id, s.workspace_id AS "workspaceId", s.enrollment_id AS "enrollmentId", s.profile_id AS "profileId", s.state, s.attempt,
             s.provider, s.channel, s.class, s.topic, s.address, s.retry_at AS "retryAt", s.held_until AS "heldUntil",
             e.state AS "enrollmentState", j.state AS "journeyState",
             EXISTS (SELECT FROM incident i WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS parked,
             c.sender, c.subject, c.html, c.text, c.headers
        FROM send s
        JOIN enrollment e ON e.id = s.enrollment_id
        JOIN journey j ON j.id = s.journey_id
        LEFT JOIN send_content c ON c.send_id = s.id
       WHERE s.id = $1 AND s.workspace_id = $2`,
    values: [sendId, workspaceId],
  });
  const row = rows[0];
  if (!row) return null;
  const { sender, subject, html, text, headers, retryAt, heldUntil, ...send } = row;
  const content = sender && { sender, subject, html, text, headers };
  return { ...send, retryAt: instantOf(retryAt), heldUntil: instantOf(heldUntil), content };
}

async function lockPersonOf(tx: Transaction, sendId: string): Promise<void> {
  await tx.query({
    name: 'lock-person-of-send',
    text: `SELECT h.id FROM profile_head h JOIN send s ON s.profile_id = h.id WHERE s.id = $1 FOR NO KEY UPDATE OF h`,
    values: [sendId],
  });
}

/**
 * Claims a send, if it is still as it was read: only the caller that this answers an attempt may post that attempt.
 * @returns the number of the attempt
 */
export async function claimSend(
  tx: Transaction,
  send: Pick<UnclaimedSend, 'id' | 'state' | 'attempt'>,
  claim: {
    readonly provider: string;
    readonly nonce: string;
    readonly now: number;
    readonly leaseUntil: number;
  },
): Promise<number | null> {
  const { rows } = await tx.query<{ attempt: number }>({
    name: 'claim-send',
    text: `
      UPDATE send s SET state = 'CLAIMED', attempt = s.attempt + 1, provider = $4, nonce = $5, claimed_at = $6, lease_until = $7,
             retry_at = NULL, held_until = NULL, reason = NULL, code = NULL, updated_at = $6,
             history = ${PAST} || jsonb_build_object('at', $6::timestamptz, 'state', 'CLAIMED', 'attempt', s.attempt + 1)
       WHERE s.id = $1 AND s.state = $2 AND s.attempt = $3 RETURNING s.attempt`,
    values: [
      send.id,
      send.state,
      send.attempt,
      claim.provider,
      claim.nonce,
      dateOf(claim.now),
      dateOf(claim.leaseUntil),
    ],
  });
  return rows[0]?.attempt ?? null;
}

/** Settles a send without another attempt, if it is still as it was read. */
export async function settleUnclaimed(
  tx: Transaction,
  send: Pick<UnclaimedSend, 'id' | 'state' | 'attempt'>,
  end: { readonly state: 'REFUSED' | 'FAILED' | 'GIVEN_UP'; readonly reason: string },
  now: number,
): Promise<void> {
  await tx.query({
    name: 'settle-unclaimed',
    text: `
      UPDATE send s SET state = $4, reason = $5, retry_at = NULL, held_until = NULL, updated_at = $6, history = ${PAST} || $7::jsonb
       WHERE s.id = $1 AND s.state = $2 AND s.attempt = $3`,
    values: [
      send.id,
      send.state,
      send.attempt,
      end.state,
      end.reason,
      dateOf(now),
      jsonOf({ at: dateOf(now), ...end }),
    ],
  });
}

/** What became of one attempt. */
export interface AttemptOutcome {
  readonly state: 'ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'PLANNED';
  readonly reason: string | null;
  readonly code: string | null;
  readonly providerId: string | null;
  /** When the send may be tried again (epoch ms). An UNKNOWN one only where asking again is harmless; else null. */
  readonly retryAt: number | null;
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
  const { state, reason, code, providerId, retryAt } = outcome;
  const isCertain = state === 'ACCEPTED' || state === 'FAILED';
  const { rowCount } = await connection.query({
    name: 'record-attempt',
    text: `
      UPDATE send s SET state = $3, reason = $4, code = $5, provider_id = coalesce($6, s.provider_id), retry_at = $7, lease_until = NULL,
             updated_at = $8, history = ${PAST} || $9::jsonb
       WHERE s.id = $1 AND s.attempt = $2 AND s.state = ANY($10)`,
    values: [
      id,
      attempt,
      state,
      reason,
      code,
      providerId,
      nullableDateOf(retryAt),
      dateOf(now),
      jsonOf({ at: dateOf(now), state, attempt, ...(reason === null ? {} : { reason }) }),
      isCertain ? ['CLAIMED', 'UNKNOWN', 'GIVEN_UP'] : ['CLAIMED'],
    ],
  });
  return rowCount === 1;
}

/**
 * Puts a send back whose attempt has certainly not left. Where its enrollment has ended meanwhile it is refused: nobody
 * would ever deliver it; where the enrollment has gone on without it, it has failed.
 * @returns the state in which the send now is
 */
export async function returnSend(
  database: Database,
  { id, attempt }: Attempt,
  outcome: Pick<AttemptOutcome, 'reason' | 'retryAt'>,
  now: number,
): Promise<string> {
  return inTransaction(database, async (tx) => {
    await lockPersonOf(tx, id);
    const { rows } = await tx.query<{ state: string }>(
      `WITH back AS (
         SELECT s.id, CASE WHEN e.state <> 'active' THEN 'REFUSED' WHEN e.rest ->> 'sendId' = s.id::text THEN 'PLANNED' ELSE 'FAILED' END AS state,
                CASE WHEN e.state <> 'active' THEN 'enrollment-ended' WHEN e.rest ->> 'sendId' = s.id::text THEN $3 ELSE 'too-late' END AS reason
           FROM send s JOIN enrollment e ON e.id = s.enrollment_id WHERE s.id = $1)
       UPDATE send s SET state = back.state, reason = back.reason, retry_at = CASE WHEN back.state = 'PLANNED' THEN $4::timestamptz END,
              lease_until = NULL, updated_at = $5,
              history = ${PAST} || jsonb_build_object('at', $5::timestamptz, 'state', back.state, 'attempt', s.attempt, 'reason', back.reason)
         FROM back WHERE s.id = back.id AND s.attempt = $2 AND s.state IN ('CLAIMED', 'UNKNOWN') RETURNING s.state`,
      [id, attempt, outcome.reason ?? 'not-sent', nullableDateOf(outcome.retryAt), dateOf(now)],
    );
    // Nothing was put back: somebody has settled it, and what it is now is read where it matters.
    return rows[0]?.state ?? 'SETTLED';
  });
}
