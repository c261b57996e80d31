// What specs look at when people have been merged: each in one look, for others may be merged meanwhile.
import type { Connection } from '../database';

/** How many who were merged do not lead to somebody live at once, and how many runs are of somebody who is no more. */
export async function countAstray(connection: Connection): Promise<{ heads: number; runs: number }> {
  const { rows } = await connection.query<{ heads: number; runs: number }>(`
    SELECT (SELECT count(*)::int FROM profile_head m LEFT JOIN profile_head h ON h.id = m.merged_into
             WHERE m.state = 'merged' AND h.state IS DISTINCT FROM 'live') AS heads,
           (SELECT count(*)::int FROM enrollment e JOIN profile_head h ON h.id = e.profile_id AND h.state <> 'live') AS runs`);
  return rows[0] ?? { heads: 0, runs: 0 };
}

/** Whose the events of these messageIds are now: one row for each that is stored. */
export async function readOwnersOfEvents(
  connection: Connection,
  messageIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ owner: string }>(
    `SELECT coalesce(h.merged_into, h.id) AS owner FROM event e JOIN profile_head h ON h.id = e.profile_id
      WHERE e.message_id = ANY($1)`,
    [messageIds],
  );
  return rows.map(({ owner }) => owner);
}

/** An active run, and what has happened to its person since it began. */
export interface ActiveRun {
  /** Its journey and its person. */
  readonly place: string;
  readonly won: boolean;
  /** Names of events that came after it was entered, by their order and by the clock. */
  readonly since: readonly string[];
}

/** The active runs of people. */
export async function readActiveRuns(
  connection: Connection,
  profileIds: readonly string[],
): Promise<readonly ActiveRun[]> {
  const { rows } = await connection.query<ActiveRun>(
    `SELECT j.key || ' of ' || e.profile_id AS place, w.won_path IS NOT NULL AS won,
            ARRAY(SELECT v.name FROM event v JOIN profile_head h ON h.id = v.profile_id
                   WHERE coalesce(h.merged_into, h.id) = e.profile_id AND v.received_at > e.entered_at
                     AND v.seq > (SELECT seq FROM event WHERE message_id = e.trigger ->> 'messageId')) AS since
       FROM enrollment e JOIN journey j ON j.id = e.journey_id LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id
      WHERE e.state = 'active' AND e.profile_id = ANY($1)`,
    [profileIds],
  );
  return rows;
}
