// The least that taking events can be, for benches to compare with; and what they look at afterwards.
import type { Database } from '../database';
import { GENERATION_NOW } from '../partitions.sql';
import { jsonOf, type JsonObject } from '../rows';

/** A row of an event, and of its messageId. */
export interface BareEvent {
  readonly id: string;
  readonly profileId: string;
  readonly messageId: string;
  readonly name: string;
  readonly properties: JsonObject;
}

/** Inserts events and their messageIds as multi-row INSERTs in one transaction. */
export async function insertBarely(
  { pool }: Database,
  workspaceId: string,
  events: readonly BareEvent[],
): Promise<void> {
  const now = new Date();
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await connection.query({
      name: `bare-messages-${events.length}`,
      text: `INSERT INTO message (workspace_id, generation, message_id)
             VALUES ${events.map((_, row) => `($1, ${GENERATION_NOW}, $${row + 2})`).join()}`,
      values: [workspaceId, ...events.map(({ messageId }) => messageId)],
    });
    await connection.query({
      name: `bare-events-${events.length}`,
      text: `INSERT INTO event (workspace_id, type, source, id, profile_id, name, properties, timestamp, received_at, message_id)
             VALUES ${events.map((_, row) => `($1, 'track', 'client', ${places(7, row * 7 + 2)})`).join()}`,
      values: [
        workspaceId,
        ...events.flatMap((one) => [
          ...[one.id, one.profileId, one.name, jsonOf(one.properties), now, now, one.messageId],
        ]),
      ],
    });
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
}

function places(count: number, from: number): string {
  return Array.from({ length: count }, (_, column) => `$${from + column}`).join();
}

/** Makes the people `person-1` to `person-N`, with a profile id that is the MD5 of that name. */
export async function insertPeople({ pool }: Database, workspaceId: string, count: number): Promise<void> {
  const people = `SELECT md5('person-' || i)::uuid AS id, 'person-' || i AS name FROM generate_series(1, $2::int) AS i`;
  const values = [workspaceId, count];
  await pool.query(`INSERT INTO profile_head (id, workspace_id) SELECT id, $1 FROM (${people}) AS p`, values);
  await pool.query(
    `INSERT INTO profile (id, workspace_id, attributes)
     SELECT id, $1, jsonb_build_object('email', name || '@example.com', 'plan', 'free') FROM (${people}) AS p`,
    values,
  );
  await pool.query(
    `INSERT INTO profile_identifier (workspace_id, kind, value, profile_id)
     SELECT $1, 'userId', name, id FROM (${people}) AS p`,
    values,
  );
  await pool.query('VACUUM ANALYZE profile_head, profile, profile_identifier');
}

/** What of the events of a name is in the database. */
export interface Ingested {
  readonly events: number;
  /** Enrollments begun by them, and waits won by them. */
  readonly begun: number;
  readonly woken: number;
}

export async function countIngested(
  { pool }: Database,
  workspaceId: string,
  name: string,
): Promise<Ingested> {
  const { rows } = await pool.query<Ingested>(
    `SELECT (SELECT count(*)::int FROM event WHERE workspace_id = $1 AND name = $2) AS events,
            (SELECT count(*)::int FROM enrollment WHERE workspace_id = $1 AND trigger ->> 'name' = $2) AS begun,
            (SELECT count(*)::int FROM step_log WHERE workspace_id = $1 AND did = 'woken') AS woken`,
    [workspaceId, name],
  );
  return rows[0] ?? { events: 0, begun: 0, woken: 0 };
}
