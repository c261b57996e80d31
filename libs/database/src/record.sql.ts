// What `record` locks and reads, inside its one transaction. Lock order, each sorted: identifiers → profiles →
// messageIds → enrollments. Reads that follow a lock are statements of their own: a statement that waited for a lock
// sees only the locked row anew, everything else as it was before.
import type { Transaction } from './database';
import { GENERATION_NOW } from './partitions.sql';
import { dateOf, instantOf, type JsonObject } from './rows';

export interface LockedProfile {
  readonly id: string;
  /** The newest event timestamp known of the person (epoch ms). */
  readonly lastEventAt: number | null;
}

/** Locks profiles, in the one order, against every other writer of what conditions and the gate read. */
export async function lockProfiles(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly LockedProfile[]> {
  const { rows } = await tx.query<{ id: string; last_event_at: Date | null }>({
    name: 'lock-profiles',
    text: 'SELECT id, last_event_at FROM profile_head WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [ids],
  });
  return rows.map((row) => ({ id: row.id, lastEventAt: instantOf(row.last_event_at) }));
}

/**
 * Notes messageIds, and answers which of them are new in any generation still kept.
 * @param messageIds sorted and distinct
 */
export async function addMessages(
  tx: Transaction,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ message_id: string }>({
    name: 'add-messages',
    text: `
      INSERT INTO message (workspace_id, message_id, generation)
      SELECT $1, new.id, ${GENERATION_NOW} FROM unnest($2::text[]) AS new(id)
       WHERE NOT EXISTS (
         SELECT FROM message old WHERE old.workspace_id = $1 AND old.message_id = new.id AND old.generation >= ${GENERATION_NOW} - 4)
      ON CONFLICT DO NOTHING RETURNING message_id`,
    values: [workspaceId, messageIds],
  });
  return new Set(rows.map((row) => row.message_id));
}

export interface StoredProfile {
  readonly id: string;
  readonly attributes: JsonObject;
  /** When each attribute was written (epoch ms). */
  readonly attributeTimes: { readonly [attribute: string]: number };
}

/** Reads the wide halves of locked profiles. */
export async function readProfiles(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly StoredProfile[]> {
  const { rows } = await tx.query<{
    id: string;
    attributes: JsonObject;
    attribute_times: Record<string, number>;
  }>({
    name: 'read-profiles',
    text: 'SELECT id, attributes, attribute_times FROM profile WHERE id = ANY($1::uuid[])',
    values: [ids],
  });
  return rows.map((row) => ({ id: row.id, attributes: row.attributes, attributeTimes: row.attribute_times }));
}

export interface StoredRun {
  readonly id: string;
  readonly profileId: string;
  readonly journeyId: string;
  readonly version: number;
  readonly entryKey: string;
  readonly state: string;
  readonly turn: number;
  readonly step: string;
  readonly rest: JsonObject | null;
  readonly memory: JsonObject;
  readonly trigger: JsonObject;
  readonly logSeq: number;
  readonly enteredAt: number;
  readonly goalAt: number | null;
  readonly won: boolean;
}

/**
 * Reads the runs of profiles that an event may concern: the active ones, and those ended ones whose goal is still open.
 * @param goalsSince runs that entered after this (epoch ms) may still reach their goal
 */
export async function readRuns(
  tx: Transaction,
  profileIds: readonly string[],
  goalsSince: number,
): Promise<readonly StoredRun[]> {
  const { rows } = await tx.query<RunRow>({
    name: 'read-runs',
    text: `
      SELECT e.id, e.profile_id, e.journey_id, e.version, e.entry_key, e.state, e.turn, e.step, e.rest, e.memory, e.trigger,
             e.log_seq, e.entered_at, e.goal_at, w.won_path IS NOT NULL AS won
        FROM enrollment e LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id
       WHERE e.profile_id = ANY($1::uuid[]) AND e.state = 'active'
      UNION ALL
      SELECT e.id, e.profile_id, e.journey_id, e.version, e.entry_key, e.state, e.turn, e.step, e.rest, e.memory, e.trigger,
             e.log_seq, e.entered_at, e.goal_at, false
        FROM enrollment e
       WHERE e.profile_id = ANY($1::uuid[]) AND e.state IN ('completed', 'exited', 'failed') AND e.goal_at IS NULL AND e.entered_at > $2`,
    values: [profileIds, dateOf(goalsSince)],
  });
  return rows.map((row) => ({
    id: row.id,
    profileId: row.profile_id,
    journeyId: row.journey_id,
    version: row.version,
    entryKey: row.entry_key,
    state: row.state,
    turn: row.turn,
    step: row.step,
    rest: row.rest,
    memory: row.memory,
    trigger: row.trigger,
    logSeq: row.log_seq,
    enteredAt: row.entered_at.getTime(),
    goalAt: instantOf(row.goal_at),
    won: row.won,
  }));
}

interface RunRow {
  id: string;
  profile_id: string;
  journey_id: string;
  version: number;
  entry_key: string;
  state: string;
  turn: number;
  step: string;
  rest: JsonObject | null;
  memory: JsonObject;
  trigger: JsonObject;
  log_seq: number;
  entered_at: Date;
  goal_at: Date | null;
  won: boolean;
}

export interface OpenJourneyRow {
  readonly journeyId: string;
  readonly version: number;
  readonly paused: boolean;
}

/** Journeys that events of these names may enter. */
export async function readOpenJourneys(
  tx: Transaction,
  workspaceId: string,
  names: readonly string[],
): Promise<readonly OpenJourneyRow[]> {
  const { rows } = await tx.query<{ id: string; published_version: number; state: string }>({
    name: 'read-open-journeys',
    text: `
      SELECT id, published_version, state FROM journey
       WHERE workspace_id = $1 AND trigger_event = ANY($2::text[]) AND state IN ('running', 'paused') ORDER BY key`,
    values: [workspaceId, names],
  });
  return rows.map((row) => ({
    journeyId: row.id,
    version: row.published_version,
    paused: row.state === 'paused',
  }));
}

export interface EntriesRow {
  readonly profileId: string;
  readonly journeyId: string;
  readonly key: string;
  readonly count: number;
  readonly active: number;
  readonly lastEnteredAt: number;
}

/** How these profiles have entered these journeys so far, per entry key. */
export async function readEntries(
  tx: Transaction,
  profileIds: readonly string[],
  journeyIds: readonly string[],
): Promise<readonly EntriesRow[]> {
  const { rows } = await tx.query<{
    profile_id: string;
    journey_id: string;
    entry_key: string;
    count: number;
    active: number;
    last: Date;
  }>({
    name: 'read-entries',
    text: `
      SELECT profile_id, journey_id, entry_key, count(*)::int AS count,
             count(*) FILTER (WHERE state = 'active')::int AS active, max(entered_at) AS last
        FROM enrollment WHERE profile_id = ANY($1::uuid[]) AND journey_id = ANY($2::uuid[])
       GROUP BY profile_id, journey_id, entry_key`,
    values: [profileIds, journeyIds],
  });
  return rows.map((row) => ({
    profileId: row.profile_id,
    journeyId: row.journey_id,
    key: row.entry_key,
    count: row.count,
    active: row.active,
    lastEnteredAt: row.last.getTime(),
  }));
}

export interface EventRow {
  readonly id: string;
  readonly profileId: string;
  readonly type: string;
  readonly name: string;
  readonly properties: JsonObject;
  readonly context: JsonObject | null;
  readonly timestamp: number;
  readonly receivedAt: number;
  readonly messageId: string;
  readonly source: string;
}

/** Events of a person at or after an instant of their own clock; at most 1,000, the oldest first. */
export async function readEventsSince(
  tx: Transaction,
  profileId: string,
  since: number,
): Promise<readonly EventRow[]> {
  const { rows } = await tx.query<{
    id: string;
    type: string;
    name: string;
    properties: JsonObject;
    timestamp: Date;
    received_at: Date;
    message_id: string;
    source: string;
  }>(
    `SELECT id, type, name, properties, timestamp, received_at, message_id, source FROM event
      WHERE profile_id = $1 AND timestamp >= $2 ORDER BY timestamp, seq LIMIT 1000`,
    [profileId, dateOf(since)],
  );
  return rows.map((row) => ({
    id: row.id,
    profileId,
    type: row.type,
    name: row.name,
    properties: row.properties,
    context: null,
    timestamp: row.timestamp.getTime(),
    receivedAt: row.received_at.getTime(),
    messageId: row.message_id,
    source: row.source,
  }));
}
