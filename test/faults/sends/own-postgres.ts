import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '../../../apps/standalone/src/postgres/postgres-server';

/** A PostgreSQL that nobody else uses, so that it can be killed. */
export interface OwnPostgres {
  url(database: string): string;
  /** Makes a database, migrated. */
  database(name: string): Promise<void>;
  /** Kills its postmaster; its other processes then end by themselves. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-sends-'));
  // Durable: what is acknowledged must be there after a kill.
  const options = { folder: path.join(folder, 'postgres'), persistent: true };
  let postgres = await startPostgres(options);
  const { port } = postgres;
  return {
    url: (database) => postgres.url(database),
    async database(name) {
      const migrate = path.join(__dirname, '..', '..', '..', '..', 'test', 'setup', 'migrate.cjs');
      const env = { ...process.env, DATABASE_URL: postgres.url(name) };
      await promisify(execFile)(process.execPath, [migrate], { env });
    },
    async kill() {
      postgres.kill();
      await postgres.ended;
    },
    async start() {
      postgres = await startPostgres({ ...options, port });
    },
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
