import type { Client } from 'pg';
import type { Connection } from './database';

/** How long one generation of dedupe lasts, and how many before the current one are looked up: at least 120 days. */
export const GENERATION_DAYS = 30;
export const GENERATIONS_LOOKED_UP = 4;

/** The current generation, in SQL, by the database's clock. */
export const GENERATION_NOW = `floor(extract(epoch FROM now()) / ${GENERATION_DAYS * 86_400})::int`;

/** Months and generations made ahead of time: a process that never looks after them still works that long. */
const AHEAD = 3;

/** Makes the partitions of this month and the next ones, of `event` and of `message`. Safe to repeat and to race. */
export async function ensurePartitions(connection: Connection | Client): Promise<void> {
  await connection.query(`
    DO $do$
    DECLARE
      month timestamptz := date_trunc('month', now(), 'UTC');
      first timestamptz;
      generation int := ${GENERATION_NOW};
    BEGIN
      PERFORM pg_advisory_xact_lock(7261035);
      -- Where events land if nobody made their month in time: late housekeeping must not refuse events.
      CREATE TABLE IF NOT EXISTS event_default PARTITION OF event DEFAULT;
      FOR i IN 0..${AHEAD} LOOP
        first := (month AT TIME ZONE 'UTC' + make_interval(months => i)) AT TIME ZONE 'UTC';
        BEGIN
          EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
            'event_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM'), first,
            (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        EXCEPTION WHEN check_violation THEN
          -- Events of this month are in event_default already, and stay there.
          NULL;
        END;
        EXECUTE format(
          'CREATE TABLE IF NOT EXISTS %I PARTITION OF message FOR VALUES IN (%s)',
          'message_' || (generation + i), generation + i);
      END LOOP;
    END $do$`);
}
