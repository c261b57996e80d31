// What one turn of one enrollment looks at, read at one instant.
import type { Connection } from './database';
import { unindexed } from './plans.sql';
import { IS_MOVING } from './publishes.sql';
import { instantOf, type JsonObject } from './rows';
import type { SendState } from './send-states';

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
  readonly dueAt: number | null;
  /** The paths that the person was given by chance in this journey, by step. */
  readonly variants: { readonly [step: string]: string };
  readonly journeyState: string;
  readonly parked: boolean;
  /** Whether a publish is about to move or end it: it takes no turn where it stands. */
  readonly moving: boolean;
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
  readonly channel: string;
  readonly provider: string;
  readonly state: SendState;
  readonly attempt: number;
  readonly reason: string | null;
  /** The same in words, where there are better ones. */
  readonly because: string | null;
  readonly leaseUntil: number | null;
  readonly heldUntil: number | null;
  readonly retryAt: number | null;
  /** Since when nobody knows whether it left. */
  readonly unknownSince: number | null;
  readonly possibleDuplicate: boolean;
  /** Whether its provider tells the workspace of every message it takes. */
  readonly isReported: boolean;
  /** What was answered to it, where that is kept. */
  readonly reply: JsonObject | null;
}

/** The settings of the workspace that a turn needs. */
export interface TurnWorkspace {
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly locale: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo: string | null;
  /** What it adds to the links of e-mails; null = nothing. */
  readonly utm: { readonly [name: string]: string | undefined } | null;
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
  due_at: Date | null;
  variants: { readonly [step: string]: string } | null;
  journey_state: string;
  parked: boolean;
  moving: boolean;
  profile_version: string;
  profile_state: string;
  attributes: JsonObject;
  won_path: string | null;
  won_event: string | null;
  send_id: string | null;
  send_channel: string;
  send_provider: string;
  send_state: SendState;
  send_attempt: number;
  send_reason: string | null;
  send_because: string | null;
  lease_until: Date | null;
  held_until: Date | null;
  retry_at: Date | null;
  unknown_since: Date | null;
  possible_duplicate: boolean;
  is_reported: boolean;
  send_reply: JsonObject | null;
  workspace_key: string;
  workspace_name: string;
  timezone: string;
  locale: string;
  from_name: string;
  from_email: string;
  reply_to: string | null;
  utm: TurnWorkspace['utm'];
}

/** Reads what a turn looks at; null where there is no such enrollment in the workspace. */
export async function readTurn(
  connection: Connection,
  workspaceId: string,
  enrollmentId: string,
): Promise<TurnRead | null> {
  const { rows } = await connection.query<Row>({
    name: 'read-turn',
    text: `
      SELECT e.id, e.workspace_id, e.journey_id, j.key AS journey_key, e.version, e.profile_id, e.entry_key, e.state, e.turn, e.step,
             e.memory, e.rest, e.trigger, e.log_seq, e.entered_at, e.due_at,
             (SELECT jsonb_object_agg(v.step, v.path) FROM variant v
               WHERE v.profile_id = e.profile_id AND v.journey_id = e.journey_id) AS variants, j.state AS journey_state,
             EXISTS (SELECT FROM incident i WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS parked,
             ${IS_MOVING} AS moving, h.version AS profile_version, h.state AS profile_state, p.attributes,
             w.won_path, w.won_event,
             s.id AS send_id, s.channel AS send_channel, s.provider AS send_provider, s.state AS send_state, s.attempt AS send_attempt, s.reason AS send_reason, s.because AS send_because,
             s.lease_until, s.held_until, s.retry_at, s.unknown_since, s.possible_duplicate,
             s.state = 'UNKNOWN' AND EXISTS (
               SELECT FROM provider_report r
                WHERE r.workspace_id = e.workspace_id AND r.receipt AND r.received_at > s.unknown_since - interval '1 day') AS is_reported,
             CASE WHEN s.channel = 'webhook' THEN (SELECT c.reply FROM send_content c WHERE c.send_id = s.id) END AS send_reply,
             o.key AS workspace_key, o.name AS workspace_name, o.timezone, o.locale, o.from_name, o.from_email, o.reply_to, o.utm
        FROM enrollment e
        JOIN journey j ON j.id = e.journey_id
        JOIN workspace o ON o.id = e.workspace_id
        JOIN profile_head h ON h.id = e.profile_id
        JOIN profile p ON p.id = e.profile_id
        LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id
        LEFT JOIN send s ON s.id = (e.rest ->> 'sendId')::uuid
       WHERE e.id = $1 AND ${unindexed('e.workspace_id = $2')}`,
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
    dueAt: instantOf(row.due_at),
    variants: row.variants ?? {},
    journeyState: row.journey_state,
    parked: row.parked,
    moving: row.moving,
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
      utm: row.utm,
    },
  };
}

function sendOf(row: Row, id: string): TurnSend {
  return {
    id,
    channel: row.send_channel,
    provider: row.send_provider,
    state: row.send_state,
    attempt: row.send_attempt,
    reason: row.send_reason,
    because: row.send_because,
    leaseUntil: instantOf(row.lease_until),
    heldUntil: instantOf(row.held_until),
    retryAt: instantOf(row.retry_at),
    unknownSince: instantOf(row.unknown_since),
    possibleDuplicate: row.possible_duplicate,
    isReported: row.is_reported,
    reply: row.send_reply,
  };
}
