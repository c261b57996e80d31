import { closeSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError, spawnGuarded } from '../setup';
import { childEnvironment } from '../child-environment';
import { end, endOf } from '../child-end';
import { findFreePort } from '../free-ports';
import { lastLines, openLogFile } from '../log-file';
import { stopLeftoverPostgres } from './leftover-postgres';
import { keepAccess, openAccess } from './postgres-access';
import { clusterIn, ensureCluster } from './postgres-cluster';
import { openPostgresHome, type PostgresHome } from './postgres-home';
import { postgresSettings } from './postgres-settings';

/** A running PostgreSQL of ours. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when it has ended, with how, whoever ended it. */
  readonly ended: Promise<string>;
  url(databaseName: string): string;
  /** Ends it in order: sessions are cut, everything is on disk. One that is not persistent is then removed. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): void;
}

const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 5;
/** SIGQUIT ends all its processes at once; the next start then repairs. */
const RUDER = ['SIGQUIT', 'SIGKILL'] as const;

/**
 * Starts a real PostgreSQL on 127.0.0.1, with its files in the folder. It ends with this process, also by SIGKILL; one
 * that was left over nevertheless is stopped first. The folder must be the caller's alone.
 * @param port where it should listen; by default where it did the last time, else on any free port
 * @param persistent keep the files when it stops, and write them safely; false is for tests
 * @throws SetupError
 */
export async function startPostgres(options: {
  readonly folder: string;
  readonly port?: number;
  readonly persistent: boolean;
}): Promise<PostgresServer> {
  const home = openPostgresHome(options.folder);
  const { password, port: lastPort } = openAccess(home.folder);
  await ensureCluster(home, password, options.persistent);
  await stopLeftoverPostgres(clusterIn(home.folder));
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await findFreePort(attempt === 1 ? (lastPort ?? undefined) : undefined));
    const server = await launch(home, { port, password, persistent: options.persistent });
    if (server !== 'port taken') {
      keepAccess(home.folder, { password, port });
      if (options.persistent) return server;
      return { ...server, stop: async () => removeAfter(server.stop(), [home.folder, options.folder]) };
    }
    if (options.port !== undefined || attempt === ATTEMPTS) {
      throw new SetupError(`The embedded PostgreSQL cannot listen on port ${port}: it is already in use.`);
    }
  }
}

async function launch(
  home: PostgresHome,
  {
    port,
    password,
    persistent,
  }: { readonly port: number; readonly password: string; readonly persistent: boolean },
): Promise<PostgresServer | 'port taken'> {
  const logFile = path.join(home.folder, 'postgres.log');
  const output = openLogFile(logFile);
  const cluster = clusterIn(home.folder);
  const child = spawnGuarded(home.binaries.postgres, ['-D', cluster, ...postgresSettings(port, persistent)], {
    endWith: 'INT',
    env: childEnvironment(),
    stdio: ['pipe', output, output],
    ...(home.account ? { uid: home.account.uid, gid: home.account.gid } : {}),
  });
  closeSync(output);
  const ended = endOf(child);
  const early = await untilReady(cluster, child.pid, ended);
  if (early !== 'ready') {
    await end(child, ended, 5_000, RUDER);
    const said = lastLines(logFile);
    if (/could not (bind|create any TCP)/.test(said)) return 'port taken';
    throw new SetupError(`The embedded PostgreSQL did not start (${early}); its log is ${logFile}.`, said);
  }
  return {
    host: '127.0.0.1',
    port,
    user: 'jornada',
    password,
    pid: child.pid ?? 0,
    logFile,
    ended,
    url: (databaseName) =>
      `postgresql://jornada:${password}@127.0.0.1:${port}/${encodeURIComponent(databaseName)}`,
    stop: () => end(child, ended, 15_000, RUDER),
    kill: () => child.kill('SIGKILL'),
  };
}

/** PostgreSQL says in its own postmaster.pid, in the eighth line, that it takes connections. */
async function untilReady(cluster: string, pid: number | undefined, ended: Promise<string>): Promise<string> {
  let end: string | null = null;
  ended.then(
    (how) => (end = how),
    () => undefined,
  );
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(20)) {
    const lines = readLines(path.join(cluster, 'postmaster.pid'));
    if (lines[0] === String(pid) && lines[7]?.trim() === 'ready') return 'ready';
    if (end !== null) return end;
  }
  return 'not ready in time';
}

async function removeAfter(stopped: Promise<void>, folders: readonly string[]): Promise<void> {
  await stopped;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
