import { eventually } from '../../../../apps/standalone/src/testing/eventually';
import type { Database } from '../database';

/**
 * How many deadlocks PostgreSQL has broken so far in this database; `inTransaction` hides them by trying again. Everybody
 * else must have closed their connections: PostgreSQL counts what a connection saw when it ends.
 */
export async function countDeadlocks(database: Database): Promise<number> {
  const connected = 'SELECT FROM pg_stat_activity WHERE datname = current_database()';
  await eventually(
    'the connections of all others are gone',
    async () => (await database.pool.query(connected)).rowCount === database.pool.totalCount,
  );
  const { rows } = await database.pool.query<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  if (!rows[0]) throw new Error('PostgreSQL keeps no statistics of this database');
  return rows[0].deadlocks;
}
