import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../apps/standalone/src/package-root';
import { startTemporal, type Temporal } from '../setup/temporal';
import { built } from '../setup/built';

type Postgres = typeof import('../../apps/standalone/src/postgres/postgres-server');

/** A PostgreSQL that only one spec uses, and a Temporal server on it: so that both can be killed. */
export interface OwnServers {
  readonly postgres: {
    readonly pid: () => number;
    /** Kills its postmaster; its other processes then end by themselves. */
    kill(): Promise<void>;
    /** Ends it in order; its files stay. */
    stop(): Promise<void>;
    start(): Promise<void>;
    /** Where databases are made and removed. */
    readonly adminUrl: string;
  };
  readonly temporal: Temporal;
  /** Makes a database, migrated. @returns its URL */
  database(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts both, in a folder of their own. */
export async function openOwnServers(): Promise<OwnServers> {
  const { startPostgres } = built<Postgres>('apps/standalone/src/postgres/postgres-server');
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-faults-'));
  const cluster = path.join(folder, 'postgres');
  let postgres = await startPostgres({ folder: cluster, persistent: false });
  const { port } = postgres;
  const temporal = await startTemporal(postgres, { name: 'temporal', folder });
  return {
    temporal,
    postgres: {
      pid: () => postgres.pid,
      adminUrl: postgres.url('postgres'),
      async stop() {
        process.kill(postgres.pid, 'SIGINT');
        await postgres.ended;
      },
      async kill() {
        postgres.kill();
        await postgres.ended;
      },
      async start() {
        postgres = await startPostgres({ folder: cluster, port, persistent: false });
      },
    },
    async database(name) {
      const url = postgres.url(name);
      await promisify(execFile)(
        process.execPath,
        [path.join(packageRoot(), 'test', 'setup', 'migrate.cjs')],
        {
          env: { ...process.env, DATABASE_URL: url },
        },
      );
      return url;
    },
    async close() {
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
