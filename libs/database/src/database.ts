import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolClient } from 'pg';
import { PrismaClient } from './generated/client';

/** PostgreSQL, by two doors onto one pool: Prisma for ordinary reads and writes, SQL for the hot transactions. */
export interface Database {
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** A connection inside a transaction. */
export type Transaction = PoolClient;

/** What SQL runs on: the pool, or a connection inside a transaction. */
export type Connection = Pool | PoolClient;

/**
 * Opens the database.
 * @param url a PostgreSQL URL
 * @param poolSize connections at most
 */
export function openDatabase({ url, poolSize = 20 }: { url: string; poolSize?: number }): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: 'jornada',
  });
  // A connection that breaks (PostgreSQL restarted) is replaced by the pool, and whoever holds it hears of it from the
  // next statement. Without listeners it ends the process: the pool listens to idle ones, and to none inside a transaction.
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  return {
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Whether the database answers. */
export async function isAnswering(database: Database): Promise<boolean> {
  try {
    await database.pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
