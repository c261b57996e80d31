// Who is left alone for a while, by every process.
import type { Connection, Database } from './database';
import { dateOf } from './rows';

/** Who is left alone, and why. Instants are epoch milliseconds. */
export interface StoredPause {
  readonly id: string;
  /** What is not posted meanwhile: by the key of a carrier, or from a sender by it. */
  readonly name: string;
  /** Null: it concerns what is set up for the whole server. */
  readonly workspaceId: string | null;
  readonly carrier: string;
  /** The one sender, or the origin of the one endpoint; null = the whole account. */
  readonly about: string | null;
  readonly reason: string;
  readonly since: number;
  readonly until: number;
}

/** A pause that ended so long ago (ms) is another one when it begins again. */
const SAME_FOR = 3_600_000;

interface Row extends Omit<StoredPause, 'since' | 'until'> {
  readonly since: Date;
  readonly until: Date;
}

const SHOWN = `id, name, workspace_id AS "workspaceId", carrier, about, reason, since, until`;

const shown = (row: Row): StoredPause => ({
  ...row,
  since: row.since.getTime(),
  until: row.until.getTime(),
});

/** All pauses that hold, or that nothing has got through since. */
export async function readPauses({ pool }: Database, now: number): Promise<readonly StoredPause[]> {
  const { rows } = await pool.query<Row>({
    name: 'read-pauses',
    text: `SELECT ${SHOWN} FROM sending_pause WHERE until > $1`,
    values: [dateOf(now - SAME_FOR)],
  });
  return rows.map(shown);
}

/** Begins a pause, or makes it longer. @returns whether it begins: one alert is enough for a pause */
export async function putPause({ pool }: Database, pause: StoredPause): Promise<boolean> {
  const { rows } = await pool.query<{ began: boolean }>({
    name: 'put-pause',
    text: `
      INSERT INTO sending_pause AS p (name, id, workspace_id, carrier, about, reason, since, until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (name) DO UPDATE SET
        reason = excluded.reason, until = greatest(p.until, excluded.until),
        since = CASE WHEN p.until < excluded.since - interval '${SAME_FOR} milliseconds' THEN excluded.since ELSE p.since END
      RETURNING since = $7 AS began`,
    values: [
      ...[pause.name, pause.id, pause.workspaceId, pause.carrier, pause.about, pause.reason],
      ...[dateOf(pause.since), dateOf(pause.until)],
    ],
  });
  return rows[0]?.began ?? false;
}

/** Ends pauses by name: something has got through, or what was wrong was mended. */
export async function dropPauses({ pool }: Database, names: readonly string[]): Promise<void> {
  await pool.query({
    name: 'drop-pauses',
    text: 'DELETE FROM sending_pause WHERE name = ANY($1::text[])',
    values: [names],
  });
}

/** The pauses that hold now and concern a workspace, the longest first. */
export async function listPauses(
  { pool }: Database,
  workspaceId: string,
  now: number,
): Promise<readonly StoredPause[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${SHOWN} FROM sending_pause WHERE until > $2 AND (workspace_id = $1 OR workspace_id IS NULL) ORDER BY since, name LIMIT 1000`,
    [workspaceId, dateOf(now)],
  );
  return rows.map(shown);
}

/** Ends a pause that concerns a workspace. @returns whether there was one */
export async function endPause({ pool }: Database, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'DELETE FROM sending_pause WHERE id = $2 AND (workspace_id = $1 OR workspace_id IS NULL)',
    [workspaceId, id],
  );
  return rowCount === 1;
}

/** Forgets pauses that have long ended. */
export async function forgetPauses(connection: Connection, now: number): Promise<void> {
  await connection.query('DELETE FROM sending_pause WHERE until < $1', [dateOf(now - 2 * SAME_FOR)]);
}
