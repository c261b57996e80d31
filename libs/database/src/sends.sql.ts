// The send ledger after a send was born: claims, outcomes. Every update names the attempt it speaks of.
import type { Database } from './database';
import { dateOf, jsonOf, nullableDateOf, type JsonObject } from './rows';

/** A send that was claimed by the caller, with what it takes to post it. */
export interface ClaimedSend {
  readonly id: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly attempt: number;
  readonly provider: string;
  readonly address: string;
  readonly sender: { readonly name: string; readonly email: string; readonly replyTo: string | null };
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
}

/**
 * Claims a send that is planned: only the caller that this answers a send may post it. The profile is locked and the
 * enrollment must still be active, so that an exit that was acknowledged before is never followed by a claim.
 */
export async function claimSend(
  database: Database,
  sendId: string,
  claim: { readonly nonce: string; readonly now: number; readonly leaseUntil: number },
): Promise<ClaimedSend | null> {
  const { rows } = await database.pool.query<{
    id: string;
    workspace_id: string;
    enrollment_id: string;
    attempt: number;
    provider: string;
    address: string;
    sender: ClaimedSend['sender'];
    subject: string;
    html: string | null;
    text: string;
    headers: JsonObject;
  }>(
    `WITH p AS MATERIALIZED (
       SELECT h.id FROM profile_head h JOIN send s ON s.profile_id = h.id
        WHERE s.id = $1 AND h.state = 'live' FOR NO KEY UPDATE OF h),
     claimed AS (
       UPDATE send SET state = 'CLAIMED', attempt = attempt + 1, nonce = $2, claimed_at = $3, lease_until = $4, updated_at = $3,
              history = history || jsonb_build_object('at', $3::timestamptz, 'state', 'CLAIMED', 'attempt', attempt + 1)
         FROM p WHERE send.id = $1 AND send.state = 'PLANNED' RETURNING send.*)
     SELECT s.id, s.workspace_id, s.enrollment_id, s.attempt, s.provider, s.address, c.sender, c.subject, c.html, c.text, c.headers
       FROM claimed s JOIN send_content c ON c.send_id = s.id`,
    [sendId, claim.nonce, dateOf(claim.now), dateOf(claim.leaseUntil)],
  );
  const row = rows[0];
  if (!row) return null;
  const { workspace_id: workspaceId, enrollment_id: enrollmentId, ...rest } = row;
  return { ...rest, workspaceId, enrollmentId };
}

/** What became of one attempt. */
export interface AttemptOutcome {
  readonly state: 'ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'PLANNED';
  readonly reason: string | null;
  readonly code: string | null;
  readonly providerId: string | null;
  /** When a send that went back to PLANNED may be tried again (epoch ms). */
  readonly retryAt: number | null;
}

/**
 * Records what became of an attempt: only if it is still that attempt's claim. Independent of the enrollment: it may
 * have ended meanwhile.
 * @returns whether it was recorded
 */
export async function recordAttempt(
  database: Database,
  send: { readonly id: string; readonly attempt: number },
  outcome: AttemptOutcome,
  now: number,
): Promise<boolean> {
  const { rowCount } = await database.pool.query({
    name: 'record-attempt',
    text: `
      UPDATE send SET state = $3, reason = $4, code = $5, provider_id = coalesce($6, provider_id), retry_at = $7, lease_until = NULL,
             updated_at = $8, history = history || $9::jsonb
       WHERE id = $1 AND attempt = $2 AND state = 'CLAIMED'`,
    values: [
      send.id,
      send.attempt,
      outcome.state,
      outcome.reason,
      outcome.code,
      outcome.providerId,
      nullableDateOf(outcome.retryAt),
      dateOf(now),
      jsonOf({
        at: dateOf(now),
        state: outcome.state,
        attempt: send.attempt,
        ...(outcome.reason === null ? {} : { reason: outcome.reason }),
      }),
    ],
  });
  return rowCount === 1;
}

/** Turns claims whose lease is over into UNKNOWN: their claimer died, and only the provider knows. */
export async function expireLeases(database: Database, now: number, limit: number): Promise<number> {
  const { rowCount } = await database.pool.query(
    `UPDATE send SET state = 'UNKNOWN', reason = 'lease-expired', lease_until = NULL, updated_at = $1,
            history = history || jsonb_build_object('at', $1::timestamptz, 'state', 'UNKNOWN', 'attempt', attempt, 'reason', 'lease-expired')
      WHERE id IN (SELECT id FROM send WHERE state = 'CLAIMED' AND lease_until < $1 ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [dateOf(now), limit],
  );
  return rowCount ?? 0;
}
