import path from 'node:path';
import type { Log } from '../../apps/standalone/src/setup';
import type { PostgresServer } from '../../apps/standalone/src/postgres/postgres-server';
import { built } from './built';
import { adminUrlVariable } from './database';

type Servers = typeof import('../../apps/standalone/src/temporal/temporal-server');
type TemporalServer = Awaited<ReturnType<Servers['startTemporalServer']>>;

/** Where a Temporal server keeps its databases. */
export type PostgresOfTemporal = Pick<PostgresServer, 'host' | 'port' | 'user' | 'password'>;

/** The environment variable by which specs find the Temporal server of their run. */
export const temporalVariable = 'JORNADA_TEST_TEMPORAL';

/** A real Temporal server that can be ended and started again at the same address, on the same databases. */
export interface Temporal {
  readonly address: string;
  /** Its two databases. */
  readonly databases: readonly [string, string];
  /** 0: it does not run. */
  readonly pid: () => number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** The PostgreSQL of this run. */
export function postgresOfRun(): PostgresOfTemporal {
  const admin = new URL(process.env[adminUrlVariable] ?? '');
  return {
    host: admin.hostname,
    port: Number(admin.port),
    user: decodeURIComponent(admin.username),
    password: decodeURIComponent(admin.password),
  };
}

/**
 * Starts a Temporal server.
 * @param name of its database in PostgreSQL
 * @param log told of what takes long, such as building the server
 */
export async function startTemporal(
  postgres: PostgresOfTemporal,
  { name, folder, log }: { readonly name: string; readonly folder: string; readonly log?: Log },
): Promise<Temporal> {
  const { startTemporalServer } = built<Servers>('apps/standalone/src/temporal/temporal-server');
  let ports: { frontend?: number } = {};
  const launch = (): Promise<TemporalServer> =>
    startTemporalServer({
      postgres: postgres as never,
      dataFolder: path.join(folder, 'temporal'),
      database: name,
      ui: false,
      ports: ports as never,
      historyShards: 4,
      timeSkippingNamespaces: ['test', 'rehearsal'],
      ...(log ? { log } : {}),
    });
  let server: TemporalServer | null = await launch();
  const { address } = server;
  ports = { frontend: Number(address.split(':')[1]) };
  return {
    address,
    databases: [name, `${name}_visibility`],
    pid: () => server?.pid ?? 0,
    async stop() {
      await server?.stop();
      server = null;
    },
    async kill() {
      server?.kill();
      await server?.ended;
      server = null;
    },
    async start() {
      server = await launch();
      if (server.address !== address)
        throw new Error(`Temporal came back at ${server.address}, not at ${address}`);
    },
  };
}
