import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Log, SetupError } from '../setup';
import { end } from '../child-end';
import { type PostgresServer } from '../postgres/postgres-server';
import { launchCommandTemporal } from './command-temporal';
import { findTemporalServer, type FoundTemporal } from './find-temporal-server';
import { launchOwnTemporal } from './own-temporal';
import { type Rung } from './temporal-ladder';
import { type LaunchedTemporal, type TemporalLaunch } from './temporal-launch';
import { type WishedPorts } from './temporal-ports';

export { findTemporalServer, type FoundTemporal };

/** A Temporal server that serves. */
export interface TemporalServer {
  /** `host:port` */
  readonly address: string;
  /** Its web page. */
  readonly uiUrl: string | null;
  readonly rung: Rung;
  /** null: it is not ours to stop. */
  readonly pid: number | null;
  readonly logFile: string | null;
  /** Settles when it has ended, with how, whoever ended it; one that is not ours never does. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): void;
}

const ATTEMPTS = 5;
/** It may take much longer where it has only just begun. Ending it rudely does no harm: all is in its database. */
const STOPS_WITHIN_MS = 5_000;

/**
 * Starts the server that was found, or finds one first. It ends with this process, also by SIGKILL.
 * @param postgres where our own server keeps its two databases; the command `temporal` keeps a file instead
 * @param dataFolder for its files and its log; made where it is missing
 * @param database of our own server; another name lets a second one live in the same PostgreSQL
 * @param historyShards for ever: fixed by the first start
 * @param timeSkippingNamespaces for tests and rehearsals only
 * @param meanwhile called once its process has begun: for work of ours while it comes up
 * @throws SetupError
 */
export async function startTemporalServer(options: {
  readonly server?: FoundTemporal;
  readonly postgres: PostgresServer | null;
  readonly dataFolder: string;
  readonly ui: boolean;
  readonly ports?: WishedPorts;
  readonly database?: string;
  readonly historyShards?: number;
  readonly timeSkippingNamespaces?: readonly string[];
  readonly meanwhile?: () => void;
  readonly log?: Log;
}): Promise<TemporalServer> {
  const log = options.log ?? (() => undefined);
  const found = options.server ?? (await findTemporalServer({ log }));
  if (found.kind === 'running') return notOurs(found.address);
  const folder = path.resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  const launched = await launchOnFreePorts(found, {
    log,
    folder,
    postgres: options.postgres,
    database: options.database ?? 'temporal',
    ports: options.ports ?? {},
    ui: options.ui,
    historyShards: options.historyShards ?? 128,
    timeSkippingNamespaces: options.timeSkippingNamespaces ?? [],
    meanwhile: options.meanwhile ?? (() => undefined),
  });
  const { address, uiUrl, logFile, child, ended } = launched;
  return {
    ...{ address, uiUrl, logFile, ended, rung: found.rung, pid: child.pid ?? null },
    stop: () => end(child, ended, STOPS_WITHIN_MS),
    kill: () => child.kill('SIGKILL'),
  };
}

/** A port that was free may be taken before the server listens on it; then others are looked for. */
async function launchOnFreePorts(
  found: Exclude<FoundTemporal, { kind: 'running' }>,
  launch: TemporalLaunch,
): Promise<LaunchedTemporal> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const start = found.kind === 'own' ? launchOwnTemporal : launchCommandTemporal;
    const launched = await start(found.program, launch);
    if (launched !== 'port taken') return launched;
  }
  throw new SetupError('The Temporal server found no free ports to listen on.');
}

function notOurs(address: string): TemporalServer {
  return {
    ...{ address, uiUrl: null, rung: 1, pid: null, logFile: null },
    ended: new Promise(() => undefined),
    stop: async () => undefined,
    kill: () => undefined,
  };
}
