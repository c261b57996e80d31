// What `record` writes, inside its one transaction, once everything is decided.
import type { Transaction } from './database';
import type { EventRow } from './record.sql';
import type { StoredProfile } from './record-read.sql';
import { columnsOf, dateOf, isoOf, jsonOf, nullableDateOf, type JsonObject } from './rows';
import { historyWith } from './send-history';

/** What is written of a person whenever something happened to them. */
export interface HeadWrite {
  readonly id: string;
  /** The newest event timestamp known of the person (epoch ms). */
  readonly lastEventAt: number | null;
}

/**
 * Appends events, in order of acceptance, and bumps the versions of the locked people that they happened to.
 * @param now when the events were accepted (epoch ms)
 */
export async function appendEvents(
  tx: Transaction,
  workspaceId: string,
  events: readonly Omit<EventRow, 'receivedAt'>[],
  people: readonly HeadWrite[],
  now: number,
): Promise<void> {
  const rows = events.map((event) => ({
    ...event,
    properties: jsonOf(event.properties),
    context: event.context === null ? null : jsonOf(event.context),
    timestamp: isoOf(event.timestamp),
  }));
  const heads = people.map(({ id, lastEventAt }) => ({
    id,
    lastEventAt: lastEventAt === null ? null : isoOf(lastEventAt),
  }));
  await tx.query({
    name: 'append-events',
    text: `
      WITH heads AS (
        UPDATE profile_head p SET version = p.version + 1, last_event_at = new.at
          FROM unnest($12::uuid[], $13::timestamptz[]) AS new(id, at) WHERE p.id = new.id AND p.id = ANY($12::uuid[]))
      INSERT INTO event (workspace_id, received_at, id, profile_id, type, name, properties, context, timestamp, message_id, source)
      SELECT $1, $9, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::timestamptz[],
                                   $10::text[], $11::text[])`,
    values: [
      workspaceId,
      ...columnsOf(rows, ['id', 'profileId', 'type', 'name', 'properties', 'context', 'timestamp']),
      isoOf(now),
      ...columnsOf(rows, ['messageId', 'source']),
      ...columnsOf(heads, ['id', 'lastEventAt']),
    ],
  });
}

/** Writes the attributes of locked profiles. */
export async function writeProfiles(
  tx: Transaction,
  profiles: readonly StoredProfile[],
  now: number,
): Promise<void> {
  const rows = profiles.map(({ id, attributes, attributeTimes }) => ({
    id,
    attributes: jsonOf(attributes),
    times: jsonOf(attributeTimes),
  }));
  await tx.query({
    name: 'write-profiles',
    text: `
      UPDATE profile p SET attributes = new.attributes, attribute_times = new.times, updated_at = $4
        FROM unnest($1::uuid[], $2::jsonb[], $3::jsonb[]) AS new(id, attributes, times)
       WHERE p.id = new.id AND p.id = ANY($1::uuid[])`,
    values: [...columnsOf(rows, ['id', 'attributes', 'times']), dateOf(now)],
  });
}

export interface NewEnrollment {
  readonly id: string;
  readonly journeyId: string;
  readonly version: number;
  readonly profileId: string;
  readonly entryKey: string;
  readonly again: string;
  readonly state: string;
  readonly because: string | null;
  readonly step: string;
  readonly memory: JsonObject;
  readonly rest: JsonObject | null;
  readonly trigger: JsonObject;
  readonly logSeq: number;
  readonly dueAt: number | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
}

/**
 * Enters people, with the first rows of their logs and what they wait for. The unique indexes of the entry rules are the
 * last word: a row they refuse fails the transaction.
 */
export async function insertEnrollments(
  tx: Transaction,
  workspaceId: string,
  enrollments: readonly NewEnrollment[],
  log: readonly LogRow[],
  waits: readonly NewWait[],
): Promise<void> {
  const rows = enrollments.map((one) => ({
    ...one,
    memory: jsonOf(one.memory),
    rest: one.rest === null ? null : jsonOf(one.rest),
    trigger: jsonOf(one.trigger),
    dueAt: nullableDateOf(one.dueAt),
    enteredAt: dateOf(one.enteredAt),
    endedAt: nullableDateOf(one.endedAt),
  }));
  const waiting = waits.map((wait) => ({
    ...wait,
    since: dateOf(wait.since),
    until: nullableDateOf(wait.until),
  }));
  await tx.query({
    name: 'insert-enrollments',
    text: `
      WITH entered AS (
        INSERT INTO enrollment (workspace_id, id, journey_id, version, profile_id, entry_key, again, state, because, step, memory,
                                rest, trigger, log_seq, due_at, entered_at, ended_at)
        SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
                                 $10::text[], $11::jsonb[], $12::jsonb[], $13::jsonb[], $14::int[], $15::timestamptz[],
                                 $16::timestamptz[], $17::timestamptz[])),
      waiting AS (
        INSERT INTO enrollment_wait (enrollment_id, step, visit, since, until)
        SELECT * FROM unnest($27::uuid[], $28::text[], $29::int[], $30::timestamptz[], $31::timestamptz[]))
      INSERT INTO step_log (workspace_id, enrollment_id, seq, at, step, kind, visit, did, because, detail)
      SELECT $1, * FROM unnest($18::uuid[], $19::int[], $20::timestamptz[], $21::text[], $22::text[], $23::int[], $24::text[],
                               $25::text[], $26::jsonb[])`,
    values: [
      workspaceId,
      ...columnsOf(rows, [
        'id',
        'journeyId',
        'version',
        'profileId',
        'entryKey',
        'again',
        'state',
        'because',
        'step',
        'memory',
        'rest',
        'trigger',
        'logSeq',
        'dueAt',
        'enteredAt',
        'endedAt',
      ]),
      ...logColumns(log),
      ...columnsOf(waiting, ['enrollmentId', 'step', 'visit', 'since', 'until']),
    ],
  });
}

export interface NewWait {
  readonly enrollmentId: string;
  readonly step: string;
  readonly visit: number;
  readonly since: number;
  readonly until: number | null;
}

export interface LogRow {
  readonly enrollmentId: string;
  readonly seq: number;
  readonly at: number;
  readonly step: string | null;
  readonly kind: string | null;
  readonly visit: number;
  readonly did: string;
  readonly because: string;
  readonly detail: JsonObject | null;
}

/** Appends rows to the step log. */
export async function insertLog(tx: Transaction, workspaceId: string, log: readonly LogRow[]): Promise<void> {
  await tx.query({
    name: 'insert-log',
    text: `
      INSERT INTO step_log (workspace_id, enrollment_id, seq, at, step, kind, visit, did, because, detail)
      SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[], $10::jsonb[])`,
    values: [workspaceId, ...logColumns(log)],
  });
}

function logColumns(log: readonly LogRow[]): unknown[][] {
  const rows = log.map((row) => ({
    ...row,
    at: dateOf(row.at),
    detail: row.detail === null ? null : jsonOf(row.detail),
  }));
  return columnsOf(rows, ['enrollmentId', 'seq', 'at', 'step', 'kind', 'visit', 'did', 'because', 'detail']);
}

export interface RunChange {
  readonly id: string;
  /** Rows added to its log. */
  readonly logged: number;
  readonly goalAt: number | null;
  /** The reason it was exited for; null = it goes on. */
  readonly exited: string | null;
  readonly wonPath: string | null;
  readonly wonEvent: string | null;
  /** When its wait is over from now on (epoch ms); null = as it was. */
  readonly restUntil: number | null;
  /** Whether it is to be looked at now, though nothing else happened to it. */
  readonly isDue: boolean;
}

/** Writes goals, exits and won waits into runs, cancels what exited runs had not sent yet, and makes all of them due. */
export async function changeRuns(tx: Transaction, changes: readonly RunChange[], now: number): Promise<void> {
  const at = dateOf(now);
  const rows = changes.map((change) => ({ ...change, goalAt: nullableDateOf(change.goalAt) }));
  const until = `to_timestamp(new.rest_until / 1000.0)`;
  await tx.query({
    name: 'change-runs',
    text: `
      WITH new AS (
        SELECT * FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $8::bigint[], $9::bool[])
          AS new(id, logged, goal_at, exited, won_path, won_event, rest_until, is_due)),
      waits AS (
        UPDATE enrollment_wait w SET won_path = new.won_path, won_event = new.won_event, won_at = $7
          FROM new WHERE w.enrollment_id = new.id AND new.won_path IS NOT NULL AND w.won_path IS NULL),
      restarts AS (
        UPDATE enrollment_wait w SET until = ${until}
          FROM new WHERE w.enrollment_id = new.id AND new.rest_until IS NOT NULL),
      unsent AS (
        UPDATE send s SET state = 'REFUSED', reason = 'enrollment-ended', retry_at = NULL, held_until = NULL, updated_at = $7,
               history = ${historyWith({ at: '$7', state: "'REFUSED'", attempt: 's.attempt', reason: "'enrollment-ended'" })}
          FROM new WHERE s.enrollment_id = new.id AND new.exited IS NOT NULL AND s.state IN ('PLANNED', 'HELD'))
      UPDATE enrollment e SET
             turn = e.turn + 1,
             log_seq = e.log_seq + new.logged,
             goal_at = coalesce(e.goal_at, new.goal_at),
             state = CASE WHEN new.exited IS NULL THEN e.state ELSE 'exited' END,
             because = coalesce(new.exited, e.because),
             ended_at = CASE WHEN new.exited IS NULL THEN e.ended_at ELSE $7 END,
             rest = CASE WHEN new.exited IS NOT NULL THEN NULL WHEN new.rest_until IS NULL THEN e.rest
                         ELSE jsonb_set(e.rest, '{until}', to_jsonb(new.rest_until)) END,
             due_at = CASE WHEN new.exited IS NOT NULL THEN NULL WHEN new.won_path IS NOT NULL OR new.is_due THEN $7 ELSE e.due_at END
        FROM new WHERE e.id = new.id AND e.id = ANY($1::uuid[])`,
    values: [
      ...columnsOf(rows, ['id', 'logged', 'goalAt', 'exited', 'wonPath', 'wonEvent']),
      at,
      ...columnsOf(rows, ['restUntil', 'isDue']),
    ],
  });
}

export interface RefusalRow {
  readonly journeyId: string;
  readonly profileId: string;
  readonly reason: string;
  readonly because: string;
}

/** Notes who was not entered and why: the last reason and a count. One row per (journey, profile) at most. */
export async function noteRefusals(
  tx: Transaction,
  workspaceId: string,
  refusals: readonly RefusalRow[],
  now: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO refusal AS r (workspace_id, journey_id, profile_id, reason, because, at)
     SELECT $1, new.*, $6 FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) AS new(journey_id, profile_id, reason, because)
     ON CONFLICT (journey_id, profile_id)
     DO UPDATE SET reason = excluded.reason, because = excluded.because, at = excluded.at, count = r.count + 1`,
    [workspaceId, ...columnsOf(refusals, ['journeyId', 'profileId', 'reason', 'because']), dateOf(now)],
  );
}
