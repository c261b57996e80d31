import type { Database } from '../database';

/**
 * Locks the profile of a userId, as a long transaction of another process would.
 * @returns lets it go
 */
export async function lockProfile({ pool }: Database, userId: string): Promise<() => Promise<void>> {
  const connection = await pool.connect();
  await connection.query('BEGIN');
  await connection.query(
    `SELECT FROM profile_head
      WHERE id = (SELECT profile_id FROM profile_identifier WHERE kind = 'userId' AND value = $1) FOR UPDATE`,
    [userId],
  );
  return async () => {
    await connection.query('ROLLBACK');
    connection.release();
  };
}
