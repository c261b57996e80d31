import type { Database } from '../database';

/**
 * All rows of a workspace, by table: of each that names its workspace, or an enrollment of it. What differs between two
 * readings was changed.
 */
export async function readWorkspaceRows(
  { pool }: Pick<Database, 'pool'>,
  workspaceId: string,
): Promise<{ readonly [table: string]: readonly string[] }> {
  const { rows: tables } = await pool.query<{ name: string; owner: 'workspace_id' | 'enrollment_id' }>(
    `SELECT c.relname AS name, max(a.attname) AS owner
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attname IN ('workspace_id', 'enrollment_id')
      GROUP BY c.relname ORDER BY c.relname`,
  );
  const read: [string, string[]][] = [];
  for (const { name, owner } of tables) {
    const of =
      owner === 'workspace_id' ? '$1' : 'ANY(ARRAY(SELECT id FROM enrollment WHERE workspace_id = $1))';
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE ${owner} = ${of} ORDER BY 1`,
      [workspaceId],
    );
    read.push([name, rows.map(({ row }) => row)]);
  }
  return Object.fromEntries(read);
}
