// Claims: who wants to post a send reads what that is judged on, and moves it only if it is still as it was read.
import type { Transaction } from './database';
import { IS_MOVING } from './publishes.sql';
import { dateOf, instantOf, type JsonObject } from './rows';
import { historyWith } from './send-history';
import { statesBefore, type SendState } from './send-states';

/** A send that somebody wants to claim, with what that is judged on. Instants are epoch milliseconds. */
export interface UnclaimedSend {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly profileId: string;
  readonly state: SendState;
  readonly attempt: number;
  readonly provider: string;
  readonly channel: string;
  readonly class: string;
  readonly topic: string | null;
  readonly address: string;
  readonly retryAt: number | null;
  readonly heldUntil: number | null;
  /** Since when nobody knows whether it left; null = it has not, for certain. */
  readonly unknownSince: number | null;
  readonly createdAt: number;
  readonly enrollmentState: string;
  /** Whether its enrollment rests on it. */
  readonly awaited: boolean;
  readonly journeyState: string;
  /** Whether its enrollment has an open incident. */
  readonly parked: boolean;
  /** Whether a publish is about to move or end its enrollment. */
  readonly moving: boolean;
  /** Null where the rendered bytes are not kept any more. */
  readonly content: SendContent | null;
}

/** What it takes to post a send: a message, or a request. */
export type SendContent = SentMessage | { readonly request: JsonObject };

/** What it takes to post a message. */
export interface SentMessage {
  readonly sender: { readonly name: string; readonly email: string; readonly replyTo: string | null };
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
}

type UnclaimedRow = Omit<
  UnclaimedSend,
  'retryAt' | 'heldUntil' | 'unknownSince' | 'createdAt' | 'content'
> & {
  createdAt: Date;
  retryAt: Date | null;
  heldUntil: Date | null;
  unknownSince: Date | null;
  sender: SentMessage['sender'] | null;
  subject: string;
  html: string | null;
  text: string;
  headers: JsonObject;
  request: JsonObject | null;
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
             s.unknown_since AS "unknownSince", s.created_at AS "createdAt", e.state AS "enrollmentState", e.rest ->> 'sendId' = s.id::text IS TRUE AS awaited, j.state AS "journeyState",
             EXISTS (SELECT FROM incident i WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS parked,
             ${IS_MOVING} AS moving, c.sender, c.subject, c.html, c.text, c.headers, c.request
        FROM send s
        JOIN enrollment e ON e.id = s.enrollment_id
        JOIN journey j ON j.id = s.journey_id
        LEFT JOIN send_content c ON c.send_id = s.id
       WHERE s.id = $1 AND s.workspace_id = $2`,
    values: [sendId, workspaceId],
  });
  const row = rows[0];
  if (!row) return null;
  const { sender, subject, html, text, headers, request, ...send } = row;
  return {
    ...send,
    retryAt: instantOf(send.retryAt),
    heldUntil: instantOf(send.heldUntil),
    unknownSince: instantOf(send.unknownSince),
    createdAt: send.createdAt.getTime(),
    content: request ? { request } : sender && { sender, subject, html, text, headers },
  };
}

/** Locks the person of a send against every writer of what the gate reads: whoever it is once the lock is there. */
export async function lockPersonOf(tx: Transaction, sendId: string): Promise<void> {
  for (;;) {
    const { rows } = await tx.query<{ state: string }>({
      name: 'lock-person-of-send',
      text: `SELECT h.state FROM profile_head h JOIN send s ON s.profile_id = h.id WHERE s.id = $1 FOR NO KEY UPDATE OF h`,
      values: [sendId],
    });
    if (rows[0]?.state !== 'merged') return;
  }
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
    /** Whether it may be with a provider that would not recognise it. */
    readonly risksDuplicate: boolean;
  },
): Promise<number | null> {
  const { rows } = await tx.query<{ attempt: number }>({
    name: 'claim-send',
    text: `
      UPDATE send s SET state = 'CLAIMED', attempt = s.attempt + 1, provider = $4, nonce = $5, claimed_at = $6, lease_until = $7,
             retry_at = NULL, held_until = NULL, reason = NULL, because = NULL, code = NULL, updated_at = $6,
             possible_duplicate = s.possible_duplicate OR $8,
             history = ${historyWith({ at: '$6', state: "'CLAIMED'", attempt: 's.attempt + 1' })}
       WHERE s.id = $1 AND s.state = $2 AND s.attempt = $3 RETURNING s.attempt`,
    values: [
      send.id,
      send.state,
      send.attempt,
      claim.provider,
      claim.nonce,
      dateOf(claim.now),
      dateOf(claim.leaseUntil),
      claim.risksDuplicate,
    ],
  });
  return rows[0]?.attempt ?? null;
}

/** Holds a send back until an instant, if it is still as it was read; its enrollment is due then. */
export async function holdSend(
  tx: Transaction,
  send: Pick<UnclaimedSend, 'id' | 'state' | 'attempt'>,
  until: number,
  now: number,
): Promise<void> {
  await tx.query({
    name: 'hold-send',
    text: `
      WITH held AS (
        UPDATE send s SET state = 'HELD', held_until = $4, retry_at = NULL, updated_at = $5,
               history = ${historyWith({ at: '$5', state: "'HELD'", attempt: 's.attempt' })}
         WHERE s.id = $1 AND s.state = $2 AND s.attempt = $3 AND s.state = ANY($6) RETURNING s.id, s.enrollment_id)
      UPDATE enrollment e SET due_at = $4 FROM held WHERE e.id = held.enrollment_id AND e.state = 'active'
         AND e.rest ->> 'sendId' = held.id::text`,
    values: [send.id, send.state, send.attempt, dateOf(until), dateOf(now), statesBefore('HELD')],
  });
}

/** Settles a send without another attempt, if it is still as it was read. */
export async function settleUnclaimed(
  tx: Transaction,
  send: Pick<UnclaimedSend, 'id' | 'state' | 'attempt'>,
  end: {
    readonly state: 'REFUSED' | 'FAILED' | 'GIVEN_UP';
    readonly reason: string;
    readonly because: string | null;
  },
  now: number,
): Promise<void> {
  await tx.query({
    name: 'settle-unclaimed',
    text: `
      UPDATE send s SET state = $4, reason = $5, because = $7, retry_at = NULL, held_until = NULL, updated_at = $6,
             history = ${historyWith({ at: '$6', state: '$4', attempt: 's.attempt', reason: '$5' })}
       WHERE s.id = $1 AND s.state = $2 AND s.attempt = $3`,
    values: [send.id, send.state, send.attempt, end.state, end.reason, dateOf(now), end.because],
  });
}
