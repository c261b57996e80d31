// One turn of one enrollment, written once, conditionally.
import type { Connection, Transaction } from './database';
import type { LogRow, NewWait } from './record-writes.sql';
import { unindexed } from './plans.sql';
import { columnsOf, dateOf, jsonOf, nullableDateOf, type JsonObject } from './rows';
import { historyEntry, historyWith } from './send-history';
import type { SendState } from './send-states';
import type { TurnRead } from './turn-read.sql';

/** A send as a turn creates it. */
export interface NewSend {
  readonly id: string;
  readonly step: string;
  readonly visit: number;
  readonly channel: string;
  readonly provider: string;
  readonly template: string | null;
  readonly topic: string | null;
  readonly class: string;
  readonly address: string;
  readonly state: SendState;
  readonly attempt: number;
  readonly nonce: string | null;
  readonly leaseUntil: number | null;
  readonly heldUntil: number | null;
  readonly reason: string | null;
  /** The same in words, where there are better ones. */
  readonly because: string | null;
  readonly code: string | null;
  /** After how long it is sent again where nobody knows whether it left (ms), once; left out = never without proof. */
  readonly resendAfter?: number | null;
  readonly content: NewContent | null;
  /** Of the channel audience: what is so from then on. */
  readonly membership?: NewMembership;
}

/** That the person of a send is in an audience, or out of it. */
export interface NewMembership {
  readonly audience: string;
  readonly state: 'in' | 'out';
  /** Who says so, in words. */
  readonly because: string;
}

/** What a send says, kept for a while: a message, or a request. */
export type NewContent = NewMessage | { readonly request: JsonObject };

/** A rendered message. */
export interface NewMessage {
  readonly sender: { readonly name: string; readonly email: string; readonly replyTo: string | null };
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
  readonly links: readonly string[];
  /** What is added to them on the way, by name; null = nothing. */
  readonly utm: JsonObject | null;
}

/** What a turn writes. Instants are epoch milliseconds. */
export interface TurnWrite {
  readonly state: string;
  readonly because: string | null;
  readonly step: string;
  readonly memory: JsonObject;
  readonly rest: JsonObject | null;
  readonly dueAt: number | null;
  readonly ended: boolean;
  readonly log: readonly LogRow[];
  /** What it waits for from now on; null = it waits for nothing, and an older wait is forgotten. */
  readonly wait: NewWait | null;
  readonly send: NewSend | null;
  /** The paths that the person was given by chance in this turn, by step. */
  readonly variants: { readonly [step: string]: string };
  /** Whether the person's version is bumped: what others judged before this does not hold after it. */
  readonly reserves: boolean;
}

/**
 * Writes a turn, if neither the enrollment nor anything the turn looked at of the person has moved since it was read.
 * The row lock on the profile is what makes the comparison of its version hold until the commit: `record` takes the
 * same lock before it changes anything a condition or the gate reads.
 * @returns whether it was written; and whether the send, if any, is new (only its creator may post it)
 */
export async function writeTurn(
  connection: Connection,
  read: TurnRead,
  turn: TurnWrite,
  now: number,
): Promise<{ written: boolean; sendCreated: boolean }> {
  const at = dateOf(now);
  const { send, wait } = turn;
  const log = turn.log.map((row) => ({
    ...row,
    at: dateOf(row.at),
    detail: row.detail === null ? null : jsonOf(row.detail),
  }));
  const { rows } = await connection.query<{ written: boolean; sent: boolean }>({
    name: 'write-turn',
    text: WRITE_TURN,
    values: [
      read.profileId,
      read.profileVersion,
      read.enrollmentId,
      read.turn,
      turn.state,
      turn.because,
      turn.step,
      jsonOf(turn.memory),
      turn.rest === null ? null : jsonOf(turn.rest),
      nullableDateOf(turn.dueAt),
      turn.ended,
      at,
      ...columnsOf(log, ['seq', 'at', 'step', 'kind', 'visit', 'did', 'because', 'detail']),
      wait === null
        ? null
        : jsonOf({
            step: wait.step,
            visit: wait.visit,
            since: dateOf(wait.since),
            until: nullableDateOf(wait.until),
          }),
      send === null ? null : jsonOf(sendRow(send)),
      send?.content ? jsonOf(send.content) : null,
      turn.reserves,
      jsonOf(turn.variants),
      send?.membership ? jsonOf(send.membership) : null,
    ],
  });
  return { written: rows[0]?.written ?? false, sendCreated: rows[0]?.sent ?? false };
}

/** Leaves word of what a record came to where the run rests; nothing where the record has ended it. */
export async function writeRest(tx: Transaction, enrollmentId: string, rest: JsonObject): Promise<void> {
  await tx.query({
    name: 'write-rest',
    text: "UPDATE enrollment SET rest = $2::jsonb WHERE id = $1 AND state = 'active'",
    values: [enrollmentId, jsonOf(rest)],
  });
}

function sendRow(send: NewSend): object {
  const { content: _, membership: __, leaseUntil, heldUntil, resendAfter, ...row } = send;
  const until = { lease_until: nullableDateOf(leaseUntil), held_until: nullableDateOf(heldUntil) };
  return { ...row, ...until, resend_after: resendAfter ?? null };
}

/** Notes when an enrollment wants to be looked at (epoch ms; null = never), if nothing has moved since it was read. */
export async function moveDue(connection: Connection, read: TurnRead, dueAt: number | null): Promise<void> {
  await connection.query({
    name: 'move-due',
    text: `
      UPDATE enrollment SET due_at = $3, pokes = 0, poked_at = NULL
       WHERE id = $1 AND turn = $2 AND due_at IS NOT DISTINCT FROM $4 AND ${unindexed("state = 'active'")}`,
    values: [read.enrollmentId, read.turn, nullableDateOf(dueAt), nullableDateOf(read.dueAt)],
  });
}

const WRITE_TURN = `
  WITH p AS MATERIALIZED (
    SELECT id FROM profile_head WHERE id = $1 AND version = $2 FOR NO KEY UPDATE),
  e AS (
    UPDATE enrollment SET
           state = $5, because = coalesce($6, because), step = $7, memory = $8::jsonb, rest = $9::jsonb, due_at = $10,
           ended_at = CASE WHEN $11 THEN $12 ELSE ended_at END, turn = turn + 1, pokes = 0, poked_at = NULL,
           log_seq = log_seq + cardinality($13::int[])
      FROM p WHERE enrollment.id = $3 AND enrollment.turn = $4 AND ${unindexed("enrollment.state = 'active'")}
    RETURNING enrollment.id, enrollment.workspace_id, enrollment.profile_id, enrollment.journey_id),
  logged AS (
    INSERT INTO step_log (workspace_id, enrollment_id, seq, at, step, kind, visit, did, because, detail)
    SELECT e.workspace_id, e.id, l.* FROM e,
           unnest($13::int[], $14::timestamptz[], $15::text[], $16::text[], $17::int[], $18::text[], $19::text[], $20::jsonb[]) AS l),
  waiting AS (
    INSERT INTO enrollment_wait (enrollment_id, step, visit, since, until)
    SELECT e.id, w.step, w.visit, w.since, w.until
      FROM e, jsonb_to_record($21::jsonb) AS w(step text, visit int, since timestamptz, until timestamptz) WHERE $21 IS NOT NULL
    ON CONFLICT (enrollment_id) DO UPDATE SET
      step = excluded.step, visit = excluded.visit, since = excluded.since, until = excluded.until,
      won_path = NULL, won_event = NULL, won_at = NULL),
  unsent AS (
    UPDATE send s SET state = 'REFUSED', reason = 'enrollment-ended', retry_at = NULL, held_until = NULL, updated_at = $12,
           history = ${historyWith({ at: '$12', state: "'REFUSED'", attempt: 's.attempt', reason: "'enrollment-ended'" })}
      FROM e WHERE $11 AND s.enrollment_id = e.id AND s.state IN ('PLANNED', 'HELD')),
  given AS (
    INSERT INTO variant (profile_id, journey_id, step, workspace_id, path, at)
    SELECT e.profile_id, e.journey_id, v.key, e.workspace_id, v.value, $12 FROM e, jsonb_each_text($25::jsonb) AS v
    ON CONFLICT (profile_id, journey_id, step) DO UPDATE SET path = excluded.path, at = excluded.at),
  forgotten AS (
    DELETE FROM enrollment_wait w USING e WHERE w.enrollment_id = e.id AND $21::jsonb IS NULL),
  sent AS (
    INSERT INTO send (id, workspace_id, enrollment_id, profile_id, journey_id, step, visit, channel, provider, template, topic, class,
                      address, state, attempt, nonce, lease_until, claimed_at, held_until, resend_after, reason, because,
                      code, history, created_at, updated_at)
    SELECT s.id, e.workspace_id, e.id, e.profile_id, e.journey_id, s.step, s.visit, s.channel, s.provider, s.template, s.topic, s.class,
           s.address, s.state, s.attempt, s.nonce, s.lease_until, CASE WHEN s.state = 'CLAIMED' THEN $12 END, s.held_until, s.resend_after, s.reason, s.because, s.code,
           jsonb_build_array(${historyEntry({ at: '$12', state: 's.state', attempt: 's.attempt', reason: 's.reason', code: 's.code' })}),
           $12, $12
      FROM e, jsonb_to_record($22::jsonb) AS s(id uuid, step text, visit int, channel text, provider text, template text, topic text,
           class text, address text, state text, attempt int, nonce uuid, lease_until timestamptz, held_until timestamptz, resend_after int,
           reason text, because text, code text)
     WHERE $22 IS NOT NULL
    ON CONFLICT (id) DO NOTHING RETURNING id),
  content AS (
    INSERT INTO send_content (send_id, workspace_id, sender, subject, html, text, headers, links, utm, request, created_at)
    SELECT sent.id, e.workspace_id, coalesce(c.sender, '{}'), coalesce(c.subject, ''), c.html, coalesce(c.text, ''), coalesce(c.headers, '{}'),
           ARRAY(SELECT jsonb_array_elements_text(c.links)), c.utm, c.request, $12
      FROM sent, e, jsonb_to_record($23::jsonb) AS c(sender jsonb, subject text, html text, text text, headers jsonb, links jsonb, utm jsonb, request jsonb)
     WHERE $23 IS NOT NULL),
  members AS (
    INSERT INTO audience_member AS m (workspace_id, audience, profile_id, state, because, enrollment_id, changed_at)
    SELECT e.workspace_id, a.audience, e.profile_id, a.state, a.because, e.id, $12
      FROM sent, e, jsonb_to_record($26::jsonb) AS a(audience text, state text, because text)
     WHERE $26 IS NOT NULL AND (a.state = 'in' OR EXISTS (
       SELECT FROM audience_member x WHERE x.workspace_id = e.workspace_id AND x.audience = a.audience AND x.profile_id = e.profile_id))
    ON CONFLICT (workspace_id, audience, profile_id) DO UPDATE SET
      state = excluded.state, because = excluded.because, enrollment_id = excluded.enrollment_id, revision = m.revision + 1,
      changed_at = excluded.changed_at WHERE m.state <> excluded.state),
  reserved AS (
    UPDATE profile_head h SET version = h.version + 1 FROM e WHERE h.id = e.profile_id AND $24)
  SELECT EXISTS (SELECT FROM e) AS written, EXISTS (SELECT FROM sent) AS sent`;
