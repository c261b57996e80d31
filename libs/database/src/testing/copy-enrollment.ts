import type { Database } from '../database';

/** Lets so many other people, of whom nothing else is known, stand where an enrollment stands. */
export async function copyEnrollment(database: Database, id: string, times: number): Promise<void> {
  await database.pool.query(
    `WITH people AS MATERIALIZED (SELECT gen_random_uuid() AS id FROM generate_series(1, $2::int)),
          one AS (SELECT * FROM enrollment WHERE id = $1),
          heads AS (INSERT INTO profile_head (id, workspace_id) SELECT people.id, one.workspace_id FROM people, one),
          rest AS (INSERT INTO profile (id, workspace_id) SELECT people.id, one.workspace_id FROM people, one)
     INSERT INTO enrollment SELECT copied.* FROM people, one, LATERAL jsonb_populate_record(
       one::enrollment, jsonb_build_object('id', gen_random_uuid(), 'profile_id', people.id)) AS copied`,
    [id, times],
  );
}
