// What becomes of profiles that are one person, inside `record`'s one transaction. Their heads are locked before.
import type { Transaction } from './database';
import { columnsOf, dateOf, jsonOf, nullableDateOf, type JsonObject } from './rows';

/** How a profile is named, beyond anonymous ids. */
export interface StandingRow {
  readonly id: string;
  readonly users: number;
  readonly named: number;
  /** Whether it holds an address, or what the person said about messages. */
  readonly reachable: boolean;
}

const STANDING = `
  count(*) FILTER (WHERE i.kind = 'userId')::int AS users,
  count(*) FILTER (WHERE i.kind NOT IN ('userId', 'anonymousId'))::int AS named`;

const REACHABLE = `
  (p.attributes ?| ARRAY['email', 'phone'] OR EXISTS (SELECT FROM consent c WHERE c.profile_id = p.id)) AS reachable`;

/** How profiles are named; those that have been merged away are left out. */
export async function readStandings(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly StandingRow[]> {
  const { rows } = await tx.query<StandingRow>({
    name: 'read-standings',
    text: `
      SELECT p.id, n.users, n.named, ${REACHABLE}
        FROM profile p, LATERAL (SELECT ${STANDING} FROM profile_identifier i WHERE i.profile_id = p.id) n
       WHERE p.id = ANY($1::uuid[])`,
    values: [ids],
  });
  return rows;
}

/** A profile that is to be joined with others. Instants are epoch milliseconds. */
export interface JoiningRow extends StandingRow {
  readonly attributes: JsonObject;
  readonly attributeTimes: { readonly [attribute: string]: number };
  readonly createdAt: number;
  readonly lastEventAt: number | null;
  readonly consents: readonly {
    readonly topic: string;
    readonly channel: string;
    readonly state: 'granted' | 'denied';
  }[];
  /** Profiles that were merged into it before. */
  readonly also: readonly string[];
  /** The active ones, those whose goal is open, and all that keep a person from entering a second time. */
  readonly runs: readonly JoiningRunRow[];
}

export interface JoiningRunRow {
  readonly id: string;
  readonly journeyId: string;
  /** The key and version of its journey. */
  readonly journey: string;
  readonly version: number;
  readonly entryKey: string;
  readonly enteredAt: number;
  readonly active: boolean;
  readonly again: 'never' | 'afterEnd' | 'after' | 'always';
  readonly step: string | null;
  readonly logSeq: number;
}

const epoch = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000)::bigint`;

/** Reads locked profiles that are to be joined. */
export async function readJoining(tx: Transaction, ids: readonly string[]): Promise<readonly JoiningRow[]> {
  const { rows } = await tx.query<{ person: JoiningRow }>({
    name: 'read-joining',
    text: `
      SELECT to_jsonb(person) AS person FROM (
        SELECT p.id, n.users, n.named, ${REACHABLE}, p.attributes, p.attribute_times AS "attributeTimes",
               ${epoch('p.created_at')} AS "createdAt", ${epoch('h.last_event_at')} AS "lastEventAt",
               ARRAY(SELECT m.id FROM profile_head m WHERE m.merged_into = p.id) AS also,
               ARRAY(SELECT jsonb_build_object('topic', c.topic, 'channel', c.channel, 'state', c.state)
                       FROM consent c WHERE c.profile_id = p.id) AS consents,
               ARRAY(SELECT jsonb_build_object('id', e.id, 'journeyId', e.journey_id, 'journey', j.key, 'version', e.version, 'entryKey', e.entry_key, 'enteredAt', ${epoch('e.entered_at')},
                                               'active', e.state = 'active', 'again', e.again, 'step', e.step, 'logSeq', e.log_seq)
                       FROM enrollment e JOIN journey j ON j.id = e.journey_id
                      WHERE e.profile_id = p.id AND (e.state = 'active' OR e.again = 'never' OR e.goal_at IS NULL AND e.entered_at > now() - interval '366 days')) AS runs
          FROM profile p JOIN profile_head h ON h.id = p.id,
               LATERAL (SELECT ${STANDING} FROM profile_identifier i WHERE i.profile_id = p.id) n
         WHERE p.id = ANY($1::uuid[]) ORDER BY p.id) person`,
    values: [ids],
  });
  return rows.map(({ person }) => person);
}

/** What stays of profiles that were joined. Instants are epoch milliseconds. */
export interface JoinedWrite {
  readonly id: string;
  readonly losers: readonly string[];
  readonly attributes: JsonObject;
  readonly attributeTimes: { readonly [attribute: string]: number };
  readonly lastEventAt: number | null;
}

/**
 * Makes the losers' names, runs, messages and log of consent the survivor's, and the losers point to it, as well as those
 * that pointed to them. The longest pause counts. Of the paths that chance gave them at one step the first stays. Events stay where they are. Bumps all versions, so that no turn that was decided on one of
 * them is written. Of runs that are entered only once, one goes on guarding that.
 */
export async function writeJoined(tx: Transaction, joined: JoinedWrite, now: number): Promise<void> {
  await tx.query({
    name: 'write-joined',
    text: `
      WITH heads AS (
        UPDATE profile_head h SET
               version = h.version + 1,
               last_event_at = CASE WHEN h.id = $1 THEN $3 ELSE h.last_event_at END,
               state = CASE WHEN h.id = $1 THEN h.state ELSE 'merged' END,
               merged_into = CASE WHEN h.id = $1 THEN NULL ELSE $1 END
         WHERE h.id = $1 OR h.id = ANY($2::uuid[]) OR h.merged_into = ANY($2::uuid[])),
      kept AS (
        UPDATE profile p SET attributes = $4::jsonb, attribute_times = $5::jsonb, updated_at = $6,
               paused_until = (SELECT max(o.paused_until) FROM profile o WHERE o.id = $1 OR o.id = ANY($2::uuid[]))
         WHERE p.id = $1),
      gone AS (DELETE FROM profile p WHERE p.id = ANY($2::uuid[])),
      names AS (UPDATE profile_identifier i SET profile_id = $1 WHERE i.profile_id = ANY($2::uuid[])),
      runs AS (
        UPDATE enrollment e SET profile_id = $1, again = CASE WHEN e.again = 'never' AND EXISTS (
                 SELECT FROM enrollment o
                  WHERE o.journey_id = e.journey_id AND o.entry_key = e.entry_key AND o.again = 'never'
                    AND (o.profile_id = $1 OR o.profile_id = ANY($2::uuid[]) AND o.id < e.id)) THEN 'always' ELSE e.again END
         WHERE e.profile_id = ANY($2::uuid[])),
      sends AS (UPDATE send s SET profile_id = $1 WHERE s.profile_id = ANY($2::uuid[])),
      consents AS (DELETE FROM consent c WHERE c.profile_id = ANY($2::uuid[])),
      said AS (UPDATE consent_log l SET profile_id = $1 WHERE l.profile_id = ANY($2::uuid[])),
      ungiven AS (DELETE FROM variant v WHERE v.profile_id = ANY($2::uuid[]) RETURNING v.*),
      given AS (
        INSERT INTO variant AS v (profile_id, journey_id, step, workspace_id, path, at)
        SELECT DISTINCT ON (journey_id, step) $1::uuid, journey_id, step, workspace_id, path, at FROM ungiven ORDER BY journey_id, step, at
        ON CONFLICT (profile_id, journey_id, step) DO UPDATE SET path = excluded.path, at = excluded.at WHERE excluded.at < v.at),
      refused AS (DELETE FROM refusal r WHERE r.profile_id = ANY($2::uuid[]) RETURNING r.*)
      INSERT INTO refusal AS r (journey_id, profile_id, workspace_id, reason, because, count, at)
      SELECT DISTINCT ON (journey_id) journey_id, $1, workspace_id, reason, because, sum(count) OVER (PARTITION BY journey_id), at
        FROM refused ORDER BY journey_id, at DESC
      ON CONFLICT (journey_id, profile_id) DO UPDATE SET
             count = r.count + excluded.count, at = greatest(r.at, excluded.at),
             reason = CASE WHEN excluded.at > r.at THEN excluded.reason ELSE r.reason END,
             because = CASE WHEN excluded.at > r.at THEN excluded.because ELSE r.because END`,
    values: [
      joined.id,
      joined.losers,
      nullableDateOf(joined.lastEventAt),
      jsonOf(joined.attributes),
      jsonOf(joined.attributeTimes),
      dateOf(now),
    ],
  });
}

/** An event of a profile as it was accepted. Instants are epoch milliseconds. */
export interface PastEvent {
  readonly profileId: string;
  readonly name: string;
  readonly properties: JsonObject;
  readonly timestamp: number;
  readonly receivedAt: number;
  readonly messageId: string;
  readonly source: string;
}

/** Events of each of these profiles, accepted at or after an instant; in the order of acceptance, at most 1,000. */
export async function readEventsAccepted(
  tx: Transaction,
  wanted: readonly { readonly profileId: string; readonly since: number }[],
): Promise<readonly PastEvent[]> {
  const rows = wanted.map((one) => ({ ...one, since: dateOf(one.since) }));
  // Not named: planned with these values, so that older partitions are left out.
  const { rows: found } = await tx.query<
    Omit<PastEvent, 'timestamp' | 'receivedAt'> & { timestamp: Date; receivedAt: Date }
  >(
    `SELECT e.profile_id AS "profileId", e.name, e.properties, e.timestamp, e.received_at AS "receivedAt",
            e.message_id AS "messageId", e.source
       FROM unnest($1::uuid[], $2::timestamptz[]) AS wanted(profile_id, since),
            LATERAL (SELECT * FROM event WHERE event.profile_id = wanted.profile_id AND event.received_at >= wanted.since
                      ORDER BY event.seq LIMIT 1000) e
      ORDER BY e.seq LIMIT 1000`,
    columnsOf(rows, ['profileId', 'since']),
  );
  return found.map((row) => ({
    ...row,
    timestamp: row.timestamp.getTime(),
    receivedAt: row.receivedAt.getTime(),
  }));
}
