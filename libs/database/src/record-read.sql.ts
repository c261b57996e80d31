// What `record` reads of the people that it has locked: all of it in one statement, for each round trip costs both sides
// more than most of these reads.
import type { Transaction } from './database';
import { GENERATION_NOW, GENERATIONS_LOOKED_UP } from './partitions.sql';
import { ONE_BY_ONE } from './plans.sql';
import { dateOf, type JsonObject } from './rows';

/** People, and the journeys that the events at hand may enter. Instants are epoch milliseconds. */
export interface StoredPeople {
  /** Those of the messageIds that are new. */
  readonly fresh: readonly string[];
  readonly profiles: readonly StoredProfile[];
  /** The runs that an event may concern: the active ones, and those ended ones whose goal is still open. */
  readonly runs: readonly StoredRun[];
  /** Journeys that events of the given names may enter, by key. */
  readonly open: readonly OpenJourneyRow[];
  /** How these people have entered these journeys so far, per entry key. */
  readonly entries: readonly EntriesRow[];
}

export interface StoredProfile {
  readonly id: string;
  readonly attributes: JsonObject;
  /** When each attribute was written (epoch ms). */
  readonly attributeTimes: { readonly [attribute: string]: number };
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

export interface OpenJourneyRow {
  readonly journeyId: string;
  readonly version: number;
  readonly paused: boolean;
}

export interface EntriesRow {
  readonly profileId: string;
  readonly journeyId: string;
  readonly key: string;
  readonly count: number;
  readonly active: number;
  readonly lastEnteredAt: number;
}

/**
 * Reads locked people, and notes the messageIds of what happened to them.
 * @param about `messageIds`: sorted and distinct: the one lock order. They are new that no generation still kept has.
 * `goalsSince`: runs that entered after this (epoch ms) may still reach their goal
 */
export async function readPeople(
  tx: Transaction,
  workspaceId: string,
  about: {
    readonly messageIds: readonly string[];
    readonly profileIds: readonly string[];
    readonly eventNames: readonly string[];
    readonly goalsSince: number;
  },
): Promise<StoredPeople> {
  const { rows } = await tx.query<StoredPeople>({
    name: 'read-people',
    text: READ_PEOPLE,
    values: [workspaceId, about.profileIds, about.eventNames, dateOf(about.goalsSince), about.messageIds],
  });
  return rows[0] ?? { fresh: [], profiles: [], runs: [], open: [], entries: [] };
}

const epoch = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000)::bigint`;

const list = (rows: string): string => `(SELECT coalesce(json_agg(one), '[]') FROM (${rows}) one)`;

const READ_PEOPLE = `
  WITH fresh AS (
    INSERT INTO message (workspace_id, message_id, generation)
    SELECT $1, new.id, ${GENERATION_NOW} FROM unnest($5::text[]) AS new(id)
     WHERE NOT EXISTS (
       SELECT FROM message old
        WHERE old.workspace_id = $1 AND old.message_id = new.id
          AND old.generation >= ${GENERATION_NOW} - ${GENERATIONS_LOOKED_UP} AND old.generation < ${GENERATION_NOW} ${ONE_BY_ONE})
    ON CONFLICT DO NOTHING RETURNING message_id),
  open AS MATERIALIZED (
    SELECT id, published_version, state, key FROM journey
     WHERE workspace_id = $1 AND trigger_event = ANY($3::text[]) AND state IN ('running', 'paused'))
  SELECT ARRAY(SELECT message_id FROM fresh) AS fresh,
  ${list(`
    SELECT id, attributes, attribute_times AS "attributeTimes" FROM profile WHERE id = ANY($2::uuid[])`)} AS profiles,
  ${list(`
    SELECT e.id, e.profile_id AS "profileId", e.journey_id AS "journeyId", e.version, e.entry_key AS "entryKey", e.state, e.turn,
           e.step, e.rest, e.memory, e.trigger, e.log_seq AS "logSeq", ${epoch('e.entered_at')} AS "enteredAt",
           ${epoch('e.goal_at')} AS "goalAt", w.won_path IS NOT NULL AS won
      FROM enrollment e LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id AND e.state = 'active'
     WHERE e.profile_id = ANY($2::uuid[]) AND (e.state = 'active' OR (e.goal_at IS NULL AND e.entered_at > $4))`)} AS runs,
  ${list(`
    SELECT id AS "journeyId", published_version AS version, state = 'paused' AS paused FROM open ORDER BY key`)} AS open,
  ${list(`
    SELECT profile_id AS "profileId", journey_id AS "journeyId", entry_key AS key, count(*) AS count,
           count(*) FILTER (WHERE state = 'active') AS active, ${epoch('max(entered_at)')} AS "lastEnteredAt"
      FROM enrollment WHERE profile_id = ANY($2::uuid[]) AND journey_id = ANY(ARRAY(SELECT id FROM open))
     GROUP BY profile_id, journey_id, entry_key`)} AS entries`;
