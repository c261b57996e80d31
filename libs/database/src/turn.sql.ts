// One turn of one enrollment: read at one instant, written once, conditionally.
import type { Connection } from './database';
import type { LogRow, NewWait } from './record-writes.sql';
import { columnsOf, dateOf, instantOf, jsonOf, nullableDateOf, type JsonObject } from './rows';

/** Everything a turn looks at, as of one instant. Instants are epoch milliseconds. */
export interface TurnRead {
  readonly enrollmentId: string;
  readonly workspaceId: string;
  readonly journeyId: string;
  readonly journeyKey: string;
  readonly version: number;
  readonly profileId: string;
  readonly entryKey: string;
  readonly state: string;
  readonly turn: number;
  readonly step: string;
  readonly memory: JsonObject;
  readonly rest: JsonObject | null;
  readonly trigger: JsonObject;
  readonly logSeq: number;
  readonly enteredAt: number;
  readonly journeyState: string;
  readonly parked: boolean;
  readonly profileVersion: string;
  readonly profileState: string;
  readonly attributes: JsonObject;
  readonly wonPath: string | null;
  readonly wonEvent: string | null;
  readonly send: TurnSend | null;
  readonly workspace: TurnWorkspace;
}

/** The send that the enrollment rests on. */
export interface TurnSend {
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  readonly reason: string | null;
  readonly leaseUntil: number | null;
  readonly heldUntil: number | null;
  readonly retryAt: number | null;
  readonly updatedAt: number;
}

/** The settings of the workspace that a turn needs. */
export interface TurnWorkspace {
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly locale: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo: string | null;
}

interface Row {
  id: string;
  workspace_id: string;
  journey_id: string;
  journey_key: string;
  version: number;
  profile_id: string;
  entry_key: string;
  state: string;
  turn: number;
  step: string;
  memory: JsonObject;
  rest: JsonObject | null;
  trigger: JsonObject;
  log_seq: number;
  entered_at: Date;
  journey_state: string;
  parked: boolean;
  profile_version: string;
  profile_state: string;
  attributes: JsonObject;
  won_path: string | null;
  won_event: string | null;
  send_id: string | null;
  send_state: string;
  send_attempt: number;
  send_reason: string | null;
  lease_until: Date | null;
  held_until: Date | null;
  retry_at: Date | null;
  send_updated_at: Date;
  workspace_key: string;
  workspace_name: string;
  timezone: string;
  locale: string;
  from_name: string;
  from_email: string;
  reply_to: string | null;
}

/** Reads what a turn looks at; null where there is no such enrollment in the workspace. */
export async function readTurn(connection: Connection, workspaceId: string, enrollmentId: string): Promise<TurnRead | null> {
  const { rows } = await connection.query<Row>({
    name: 'read-turn',
    text: `
      SELECT e.id, e.workspace_id, e.journey_id, j.key AS journey_key, e.version, e.profile_id, e.entry_key, e.state, e.turn, e.step,
             e.memory, e.rest, e.trigger, e.log_seq, e.entered_at, j.state AS journey_state,
             EXISTS (SELECT FROM incident i WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS parked,
             h.version AS profile_version, h.state AS profile_state, p.attributes,
             w.won_path, w.won_event,
             s.id AS send_id, s.state AS send_state, s.attempt AS send_attempt, s.reason AS send_reason, s.lease_until, s.held_until,
             s.retry_at, s.updated_at AS send_updated_at,
             o.key AS workspace_key, o.name AS workspace_name, o.timezone, o.locale, o.from_name, o.from_email, o.reply_to
        FROM enrollment e
        JOIN journey j ON j.id = e.journey_id
        JOIN workspace o ON o.id = e.workspace_id
        JOIN profile_head h ON h.id = e.profile_id
        JOIN profile p ON p.id = e.profile_id
        LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id
        LEFT JOIN send s ON s.id = (e.rest ->> 'sendId')::uuid
       WHERE e.id = $1 AND e.workspace_id = $2`,
    values: [enrollmentId, workspaceId],
  });
  const row = rows[0];
  return row ? turnOf(row) : null;
}

function turnOf(row: Row): TurnRead {
  return {
    enrollmentId: row.id,
    workspaceId: row.workspace_id,
    journeyId: row.journey_id,
    journeyKey: row.journey_key,
    version: row.version,
    profileId: row.profile_id,
    entryKey: row.entry_key,
    state: row.state,
    turn: row.turn,
    step: row.step,
    memory: row.memory,
    rest: row.rest,
    trigger: row.trigger,
    logSeq: row.log_seq,
    enteredAt: row.entered_at.getTime(),
    journeyState: row.journey_state,
    parked: row.parked,
    profileVersion: row.profile_version,
    profileState: row.profile_state,
    attributes: row.attributes,
    wonPath: row.won_path,
    wonEvent: row.won_event,
    send: row.send_id === null ? null : sendOf(row, row.send_id),
    workspace: {
      key: row.workspace_key,
      name: row.workspace_name,
      timezone: row.timezone,
      locale: row.locale,
      from: { name: row.from_name, email: row.from_email },
      replyTo: row.reply_to,
    },
  };
}

function sendOf(row: Row, id: string): TurnSend {
  return {
    id,
    state: row.send_state,
    attempt: row.send_attempt,
    reason: row.send_reason,
    leaseUntil: instantOf(row.lease_until),
    heldUntil: instantOf(row.held_until),
    retryAt: instantOf(row.retry_at),
    updatedAt: row.send_updated_at.getTime(),
  };
}

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
  readonly state: string;
  readonly attempt: number;
  readonly nonce: string | null;
  readonly leaseUntil: number | null;
  readonly heldUntil: number | null;
  readonly reason: string | null;
  readonly code: string | null;
  readonly content: NewContent | null;
}

/** Rendered bytes, kept for a while. */
export interface NewContent {
  readonly sender: { readonly name: string; readonly email: string; readonly replyTo: string | null };
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
  readonly links: readonly string[];
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
  const log = turn.log.map((row) => ({ ...row, at: dateOf(row.at), detail: row.detail === null ? null : jsonOf(row.detail) }));
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
      wait === null ? null : jsonOf({ step: wait.step, visit: wait.visit, since: dateOf(wait.since), until: nullableDateOf(wait.until) }),
      send === null ? null : jsonOf(sendRow(send)),
      send?.content ? jsonOf(send.content) : null,
    ],
  });
  return { written: rows[0]?.written ?? false, sendCreated: rows[0]?.sent ?? false };
}

function sendRow(send: NewSend): object {
  const { content: _, leaseUntil, heldUntil, ...row } = send;
  return { ...row, lease_until: nullableDateOf(leaseUntil), held_until: nullableDateOf(heldUntil) };
}

const WRITE_TURN = `
  WITH p AS MATERIALIZED (
    SELECT id FROM profile_head WHERE id = $1 AND version = $2 FOR NO KEY UPDATE),
  e AS (
    UPDATE enrollment SET
           state = $5, because = coalesce($6, because), step = $7, memory = $8::jsonb, rest = $9::jsonb, due_at = $10,
           ended_at = CASE WHEN $11 THEN $12 ELSE ended_at END, turn = turn + 1, pokes = 0, poked_at = NULL,
           log_seq = log_seq + cardinality($13::int[])
      FROM p WHERE enrollment.id = $3 AND enrollment.turn = $4 AND enrollment.state = 'active'
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
  forgotten AS (
    DELETE FROM enrollment_wait w USING e WHERE w.enrollment_id = e.id AND $21::jsonb IS NULL),
  sent AS (
    INSERT INTO send (id, workspace_id, enrollment_id, profile_id, journey_id, step, visit, channel, provider, template, topic, class,
                      address, state, attempt, nonce, lease_until, claimed_at, held_until, reason, code, history, created_at, updated_at)
    SELECT s.id, e.workspace_id, e.id, e.profile_id, e.journey_id, s.step, s.visit, s.channel, s.provider, s.template, s.topic, s.class,
           s.address, s.state, s.attempt, s.nonce, s.lease_until, CASE WHEN s.state = 'CLAIMED' THEN $12 END, s.held_until, s.reason, s.code,
           jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('at', $12::timestamptz, 'state', s.state, 'attempt', s.attempt, 'reason', s.reason))),
           $12, $12
      FROM e, jsonb_to_record($22::jsonb) AS s(id uuid, step text, visit int, channel text, provider text, template text, topic text,
           class text, address text, state text, attempt int, nonce uuid, lease_until timestamptz, held_until timestamptz, reason text, code text)
     WHERE $22 IS NOT NULL
    ON CONFLICT (id) DO NOTHING RETURNING id),
  content AS (
    INSERT INTO send_content (send_id, workspace_id, sender, subject, html, text, headers, links, created_at)
    SELECT sent.id, e.workspace_id, c.sender, c.subject, c.html, c.text, c.headers, ARRAY(SELECT jsonb_array_elements_text(c.links)), $12
      FROM sent, e, jsonb_to_record($23::jsonb) AS c(sender jsonb, subject text, html text, text text, headers jsonb, links jsonb) WHERE $23 IS NOT NULL)
  SELECT EXISTS (SELECT FROM e) AS written, EXISTS (SELECT FROM sent) AS sent`;
