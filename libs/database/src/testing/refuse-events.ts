import type { Database } from '../database';

/** Makes PostgreSQL refuse events that have a property of this name, as it refuses what is too large for it. */
export async function refuseEventsWith({ pool }: Database, property: string): Promise<void> {
  await pool.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'too large' USING ERRCODE = 'program_limit_exceeded'; END $$`);
  await pool.query(`
    CREATE TRIGGER refuse BEFORE INSERT ON event
       FOR EACH ROW WHEN (NEW.properties ? '${property}') EXECUTE FUNCTION refuse()`);
}
