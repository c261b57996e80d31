import { Pool } from 'pg';
import type { TemporalLink } from '#temporal';
import type { Contender } from './contender';
import { PROPERTIES } from './jornada.contender';
import type { Begun } from './textbook.workflow';

export const TEXTBOOK_QUEUE = 'textbook';

const TABLES = `
  CREATE TABLE IF NOT EXISTS profile (id text PRIMARY KEY, name text, email text, subscribed boolean);
  CREATE TABLE IF NOT EXISTS log (run text, at timestamptz, what text);`;

/** The textbook: the client itself starts the workflow, with the event as its argument. */
export async function textbookContender(
  link: TemporalLink,
  databaseUrl: string,
): Promise<Contender & { close(): Promise<void> }> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  await pool.query(TABLES);
  let made = 0;
  return {
    name: 'textbook',
    link,
    async prepare(count) {
      const ids = Array.from({ length: count }, () => `reader-${(made += 1)}`);
      await pool.query(
        "INSERT INTO profile SELECT id, id, id || '@example.com', true FROM unnest($1::text[]) AS id",
        [ids],
      );
      return ids;
    },
    async begin(id) {
      const event: Begun = { id, properties: PROPERTIES };
      await link.client.workflow.start('textbook', {
        workflowId: id,
        taskQueue: TEXTBOOK_QUEUE,
        args: [event],
      });
    },
    close: () => pool.end(),
  };
}
