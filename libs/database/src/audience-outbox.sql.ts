// From memberships to what each destination is to be told: a copy for each, which is due until the destination knows.
import type { Connection, Database, Transaction } from './database';
import { inTransaction } from './transaction';

/** The smallest of all ids: whoever is filled from here on, is filled with everybody. */
export const FROM_THE_FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Passes changed memberships on to the destinations of their audiences. Several workers share it: each takes others.
 * @param most memberships at most
 * @returns how many it took
 */
export async function relayMemberships(database: Database, most: number): Promise<number> {
  return inTransaction(database, async (tx) => {
    const { rowCount } = await tx.query({
      name: 'relay-memberships',
      text: `
        WITH changed AS (
          SELECT workspace_id, audience, profile_id, state FROM audience_member
           WHERE synced_revision < revision LIMIT $1 FOR UPDATE SKIP LOCKED),
        told AS (
          INSERT INTO audience_copy AS c (destination_id, profile_id, workspace_id, wants)
          SELECT d.id, m.profile_id, m.workspace_id, m.state
            FROM changed m JOIN audience_destination d
              ON d.workspace_id = m.workspace_id AND d.audience = m.audience AND d.state = 'active'
           ORDER BY d.id, m.profile_id
          ON CONFLICT (destination_id, profile_id) DO UPDATE SET wants = excluded.wants, due = true, refused = NULL)
        UPDATE audience_member m SET synced_revision = m.revision FROM changed c
         WHERE m.workspace_id = c.workspace_id AND m.audience = c.audience AND m.profile_id = c.profile_id`,
      values: [most],
    });
    return rowCount ?? 0;
  });
}

/** Has the destinations of their audiences look at people once more, whose addresses have changed. They are locked. */
export async function touchMemberships(
  tx: Transaction,
  workspaceId: string,
  profileIds: readonly string[],
): Promise<void> {
  await tx.query({
    name: 'touch-memberships',
    text: `UPDATE audience_member m SET revision = m.revision + 1 WHERE m.profile_id = ANY($2::uuid[]) AND m.workspace_id = $1 AND m.state = 'in'`,
    values: [workspaceId, profileIds],
  });
}

/**
 * Has a destination told of the next of those who are in its audience, in the order of their ids; whom it was told of
 * already, it is told of once more. Nobody else looks after the destination meanwhile.
 * @returns whether there may be more
 */
export async function fillDestination(tx: Connection, destinationId: string, most: number): Promise<boolean> {
  const { rows } = await tx.query<{ last: string | null; count: number }>({
    name: 'fill-destination',
    text: `
      WITH next AS (
        SELECT m.profile_id, m.workspace_id, d.id FROM audience_destination d JOIN audience_member m
            ON m.workspace_id = d.workspace_id AND m.audience = d.audience AND m.state = 'in' AND m.profile_id > d.filled_to
         WHERE d.id = $1 ORDER BY m.profile_id LIMIT $2),
      told AS (
        INSERT INTO audience_copy AS c (destination_id, profile_id, workspace_id, wants)
        SELECT id, profile_id, workspace_id, 'in' FROM next
        ON CONFLICT (destination_id, profile_id) DO UPDATE SET due = true, again = true, refused = NULL),
      filled AS (
        UPDATE audience_destination d SET filled_to = CASE WHEN (SELECT count(*) FROM next) < $2 THEN NULL
               ELSE (SELECT profile_id FROM next ORDER BY profile_id DESC LIMIT 1) END WHERE d.id = $1)
      SELECT count(*)::int AS count FROM next`,
    values: [destinationId, most],
  });
  return (rows[0]?.count ?? 0) === most;
}
