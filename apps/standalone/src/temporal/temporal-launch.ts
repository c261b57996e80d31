import { type ChildProcess } from 'node:child_process';
import { type Log } from '../setup';
import { type PostgresServer } from '../postgres/postgres-server';
import { type WishedPorts } from './temporal-ports';

/** All that is said about a server that is to be started. */
export interface TemporalLaunch {
  readonly log: Log;
  /** Where its files go; absolute. */
  readonly folder: string;
  readonly postgres: PostgresServer | null;
  /** Of our own server in PostgreSQL; the one for listing is called the same and `_visibility`. */
  readonly database: string;
  readonly ports: WishedPorts;
  readonly ui: boolean;
  readonly historyShards: number;
  readonly timeSkippingNamespaces: readonly string[];
  /** Called once the server's process has begun: for work of ours while it comes up. */
  readonly meanwhile: () => void;
}

/** A server that has been started and serves. */
export interface LaunchedTemporal {
  readonly address: string;
  readonly uiUrl: string | null;
  readonly logFile: string;
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
}
