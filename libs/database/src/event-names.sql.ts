import type { Database } from './database';

/** Names kept of one workspace; a client that makes up names fills no table. */
const MOST_NAMES = 5_000;

/** Keeps the names of events of a workspace. Those known already are left alone. */
export async function noteEventNames(
  database: Database,
  workspaceId: string,
  names: readonly string[],
): Promise<void> {
  await database.pool.query({
    name: 'note-event-names',
    text: `
      INSERT INTO event_name (workspace_id, name) SELECT $1, new.name FROM unnest($2::text[]) AS new(name)
       WHERE (SELECT count(*) FROM event_name WHERE workspace_id = $1) < ${MOST_NAMES}
          ON CONFLICT DO NOTHING`,
    values: [workspaceId, [...new Set(names)].toSorted()],
  });
}

/** The names of all events that have come to a workspace. */
export async function listEventNames(database: Database, workspaceId: string): Promise<ReadonlySet<string>> {
  const { rows } = await database.pool.query<{ name: string }>({
    name: 'list-event-names',
    text: `SELECT name FROM event_name WHERE workspace_id = $1`,
    values: [workspaceId],
  });
  return new Set(rows.map((row) => row.name));
}
