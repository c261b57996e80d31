// Moving the people of a publish, and putting them back, some at a time: each batch is one transaction, and says of each
// of its people what became of them, so that a crash forgets nothing and repeats nothing.
import type { Database, Transaction } from './database';
import type { PersonState } from './publish-progress.sql';
import { STAY } from './publishes.sql';
import { columnsOf, dateOf, instantOf, jsonOf, nullableDateOf, type JsonObject } from './rows';
import { historyWith } from './send-history';
import type { TurnSend } from './turn-read.sql';

/** A publish whose people are being moved, or put back. */
export interface OpenPublish {
  readonly id: string;
  readonly workspaceId: string;
  readonly journey: string;
  readonly version: number;
  readonly state: 'applying' | 'undoing';
}

/** Publishes with people to move or to put back, the oldest first. */
export async function listOpenPublishes(database: Database, limit: number): Promise<readonly OpenPublish[]> {
  const { rows } = await database.pool.query<OpenPublish>(
    `SELECT p.id, p.workspace_id AS "workspaceId", j.key AS journey, p.version, p.state
       FROM publish p JOIN journey j ON j.id = p.journey_id WHERE p.state IN ('applying', 'undoing') ORDER BY p.at LIMIT $1`,
    [limit],
  );
  return rows;
}

/**
 * Takes people of a publish whose time to be looked at has come, while it is still open as it was found: other processes
 * take others, until this transaction ends.
 * @param state what has become of them so far
 * @returns the ids of their enrollments
 */
export async function takePeople(
  tx: Transaction,
  publish: OpenPublish,
  state: PersonState,
  { limit, now }: { readonly limit: number; readonly now: number },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'take-people-of-publish',
    text: `
      SELECT enrollment_id AS id FROM publish_person
       WHERE publish_id = $1 AND state = $2 AND look_at <= $3 AND EXISTS (SELECT FROM publish WHERE id = $1 AND state = $4)
       LIMIT $5 FOR NO KEY UPDATE SKIP LOCKED`,
    values: [publish.id, state, dateOf(now), publish.state, limit],
  });
  return rows.map(({ id }) => id);
}

/** Whose these enrollments are, by their ids; those that are gone are left out. */
export async function readOwners(
  tx: Transaction,
  enrollmentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; owner: string }>({
    name: 'read-owners',
    text: 'SELECT id, profile_id AS owner FROM enrollment WHERE id = ANY($1::uuid[])',
    values: [enrollmentIds],
  });
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

/** A run whose person a publish speaks of, as it is now. Instants are epoch milliseconds. */
export interface StandingRun {
  readonly id: string;
  readonly profileId: string;
  readonly state: string;
  readonly version: number;
  readonly step: string;
  /** Which of its stays at its step it is at. */
  readonly stay: number;
  readonly rest: JsonObject | null;
  readonly dueAt: number | null;
  readonly logSeq: number;
  readonly parked: boolean;
  /** The wait it rests on, as its row has it. */
  readonly wait: JsonObject | null;
  /** The send it rests on. */
  readonly send: TurnSend | null;
  readonly planned: PlannedMove;
}

/** What a publish noted of a run. */
export interface PlannedMove {
  readonly state: PersonState;
  readonly version: number;
  readonly step: string;
  readonly stay: number;
  readonly policy: 'move' | 'exit';
  readonly target: string | null;
  readonly targetStay: number | null;
  /** How often the run has been at the target so far. */
  readonly targetVisits: number;
  readonly before: StandingBefore | null;
}

/** What a run rested on before it was moved. */
export interface StandingBefore {
  readonly rest: JsonObject | null;
  readonly wait: JsonObject | null;
}

/** Reads runs of locked people, and what a publish noted of them. Runs of people who are not locked are left out. */
export async function readStanding(
  tx: Transaction,
  publishId: string,
  about: { readonly enrollmentIds: readonly string[]; readonly lockedProfiles: readonly string[] },
): Promise<readonly StandingRun[]> {
  const { rows } = await tx.query<
    Omit<StandingRun, 'dueAt' | 'send'> & { dueAt: Date | null; send: RawSend | null }
  >({
    name: 'read-standing',
    text: READ_STANDING,
    values: [publishId, about.enrollmentIds, about.lockedProfiles],
  });
  return rows.map((row) => ({ ...row, dueAt: instantOf(row.dueAt), send: row.send && sendOf(row.send) }));
}

type RawSend = Omit<TurnSend, 'leaseUntil' | 'heldUntil' | 'retryAt' | 'unknownSince'> & {
  readonly [K in 'leaseUntil' | 'heldUntil' | 'retryAt' | 'unknownSince']: string | null;
};

function sendOf({ leaseUntil, heldUntil, retryAt, unknownSince, ...send }: RawSend): TurnSend {
  const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  return {
    ...send,
    leaseUntil: at(leaseUntil),
    heldUntil: at(heldUntil),
    retryAt: at(retryAt),
    unknownSince: at(unknownSince),
  };
}

const READ_STANDING = `
  SELECT e.id, e.profile_id AS "profileId", e.state, e.version, e.step, ${STAY} AS stay, e.rest, e.due_at AS "dueAt", e.log_seq AS "logSeq",
         EXISTS (SELECT FROM incident i WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS parked,
         (SELECT to_jsonb(w) FROM enrollment_wait w WHERE w.enrollment_id = e.id) AS wait,
         (SELECT json_build_object('id', s.id, 'state', s.state, 'attempt', s.attempt, 'reason', s.reason, 'because', s.because,
                                   'leaseUntil', s.lease_until, 'heldUntil', s.held_until, 'retryAt', s.retry_at, 'unknownSince', s.unknown_since)
            FROM send s WHERE s.id = (e.rest ->> 'sendId')::uuid) AS send,
         json_build_object('state', m.state, 'version', m.version, 'step', m.step, 'stay', m.stay, 'policy', m.policy, 'target', m.target,
                           'targetStay', m.target_stay, 'before', m.before,
                           'targetVisits', coalesce((e.memory -> 'visits' ->> m.target)::int, 0)) AS planned
    FROM publish_person m JOIN enrollment e ON e.id = m.enrollment_id
   WHERE m.publish_id = $1 AND m.enrollment_id = ANY($2::uuid[]) AND e.profile_id = ANY($3::uuid[])`;

/** Where a run is put. */
export interface Placement {
  readonly id: string;
  readonly version: number;
  readonly step: string;
  /** Null = it is about to arrive. */
  readonly rest: JsonObject | null;
  readonly dueAt: number | null;
  /** The row of the wait that it rests on. */
  readonly wait: JsonObject | null;
  /** Rows added to its log. */
  readonly logged: number;
}

/** Why a message that its run was moved away from does not leave. */
const MOVED_AWAY = 'moved-away';

/**
 * Puts runs of locked people where they are to stand. What they were about to send from where they stood does not leave,
 * and turns that looked at them before find that somebody has moved them.
 */
export async function placeRuns(
  tx: Transaction,
  placements: readonly Placement[],
  now: number,
): Promise<void> {
  const rows = placements.map((one) => ({
    ...one,
    rest: one.rest === null ? null : jsonOf(one.rest),
    wait: one.wait === null ? null : jsonOf(one.wait),
    dueAt: nullableDateOf(one.dueAt),
  }));
  await tx.query({
    name: 'place-runs',
    text: `
      WITH new AS (
        SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::jsonb[], $7::int[])
          AS new(id, version, step, rest, due_at, wait, logged)),
      forgotten AS (
        DELETE FROM enrollment_wait w USING new WHERE w.enrollment_id = new.id AND new.wait IS NULL),
      waiting AS (
        INSERT INTO enrollment_wait SELECT w.* FROM new, jsonb_populate_record(NULL::enrollment_wait, new.wait) w WHERE new.wait IS NOT NULL
        ON CONFLICT (enrollment_id) DO UPDATE SET
          step = excluded.step, visit = excluded.visit, since = excluded.since, until = excluded.until, listens = excluded.listens,
          won_path = excluded.won_path, won_event = excluded.won_event, won_at = excluded.won_at),
      unsent AS (
        UPDATE send s SET state = 'REFUSED', reason = '${MOVED_AWAY}', because = 'the person was moved to another step', retry_at = NULL,
               held_until = NULL, updated_at = $8,
               history = ${historyWith({ at: '$8', state: "'REFUSED'", attempt: 's.attempt', reason: `'${MOVED_AWAY}'` })}
          FROM new WHERE s.enrollment_id = new.id AND s.state IN ('PLANNED', 'HELD'))
      UPDATE enrollment e SET version = new.version, step = new.step, rest = new.rest, due_at = new.due_at, turn = e.turn + 1, pokes = 0,
             poked_at = NULL, log_seq = e.log_seq + new.logged
        FROM new WHERE e.id = new.id AND e.id = ANY($1::uuid[])`,
    values: [...columnsOf(rows, ['id', 'version', 'step', 'rest', 'dueAt', 'wait', 'logged']), dateOf(now)],
  });
}

/** What became of somebody in a batch. */
export interface PersonOutcome {
  readonly enrollmentId: string;
  readonly state: PersonState;
  /** When to look again, where nothing has come of it yet (epoch ms). */
  readonly lookAt: number;
  readonly targetStay: number | null;
  readonly before: StandingBefore | null;
}

/** Notes what became of people of a publish. */
export async function notePeople(
  tx: Transaction,
  publishId: string,
  outcomes: readonly PersonOutcome[],
  now: number,
): Promise<void> {
  const rows = outcomes.map((one) => ({
    ...one,
    lookAt: dateOf(one.lookAt),
    before: one.before === null ? null : jsonOf(one.before),
  }));
  await tx.query({
    name: 'note-people-of-publish',
    text: `
      UPDATE publish_person m SET state = new.state, look_at = new.look_at, target_stay = coalesce(new.target_stay, m.target_stay),
             before = coalesce(new.before, m.before), at = $7
        FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::jsonb[]) AS new(id, state, look_at, target_stay, before)
       WHERE m.publish_id = $1 AND m.enrollment_id = new.id`,
    values: [
      publishId,
      ...columnsOf(rows, ['enrollmentId', 'state', 'lookAt', 'targetStay', 'before']),
      dateOf(now),
    ],
  });
}

/** Closes a publish of whose people nobody is left to be moved, or to be put back. @returns whether it is closed */
export async function closePublish(database: Database, publish: OpenPublish, now: number): Promise<boolean> {
  const isUndone = publish.state === 'undoing';
  const { rowCount } = await database.pool.query(
    `UPDATE publish p SET state = $3, applied_at = CASE WHEN $3 = 'applied' THEN $4 ELSE p.applied_at END,
            undone_at = CASE WHEN $3 = 'undone' THEN $4 END
      WHERE p.id = $1 AND p.state = $2
        AND NOT EXISTS (SELECT FROM publish_person m WHERE m.publish_id = p.id AND m.state = ANY($5::text[]))`,
    [
      publish.id,
      publish.state,
      isUndone ? 'undone' : 'applied',
      dateOf(now),
      isUndone ? ['waiting', 'moved'] : ['waiting'],
    ],
  );
  return rowCount === 1;
}
