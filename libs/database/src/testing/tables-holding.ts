import type { Database } from '../database';

/**
 * The tables in which a word stands, in any column of any row, in any case. Partitions are named after what they are
 * partitions of: `event_N`.
 */
export async function tablesHolding({ pool }: Database, word: string): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'm') ORDER BY c.oid::regclass::text COLLATE "C"`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await pool.query(
      `SELECT FROM ${name} AS t WHERE strpos(lower(t::text), lower($1)) > 0 LIMIT 1`,
      [word],
    );
    if (rowCount === 1) holding.push(name.replace(/_\d[\d_]*$/, '_N'));
  }
  return [...new Set(holding)];
}
