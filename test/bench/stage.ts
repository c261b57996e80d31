// Everything that is measured, as real processes on free ports and in a folder of its own: PostgreSQL as `npm start`
// brings it, one Temporal server on it, the control's worker, and Jornada.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../apps/standalone/src/free-ports';
import { startPostgres, type PostgresServer } from '../../apps/standalone/src/postgres/postgres-server';
import { startTemporalServer } from '../../apps/standalone/src/temporal/temporal-server';
import { migrate, openDatabase } from '#database';
import { ensureNamespace, linkNatively, quietRuntime } from '#temporal';
import { ensureDemoWorkspace, generateKeyText } from '#workspaces';
import { READY } from './bench-process';
import type { Contender } from './contender';
import { controlContender } from './control.contender';
import { jornadaContender, type JornadaContender } from './jornada.contender';
import { startProgram } from './program';
import { openSink, type Sink } from './sink';

/** Processes whose CPU time is told apart. PostgreSQL's is that of all its sessions, Temporal's among them. */
export type Part = 'bench' | 'api' | 'worker' | 'controlWorker' | 'temporal' | 'postgres';

export interface Stage {
  readonly control: Contender;
  readonly jornada: JornadaContender;
  readonly sink: Sink;
  readonly postgres: PostgresServer;
  readonly pids: Readonly<Record<Part, number>>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Api and worker in one process over one connection to Temporal, as `npm start` has them; else one each. */
  readonly together: boolean;
  /** Where each process leaves a CPU profile; null = none. */
  readonly profiles: string | null;
}

/** Starts everything. What was started is stopped when something else does not start. */
export async function openStage({ together, profiles }: StageOptions): Promise<Stage> {
  const stops: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0)) await stop();
  };
  const opened = async <T>(part: T, stop: (part: T) => Promise<void>): Promise<T> => {
    stops.unshift(() => stop(part));
    return part;
  };
  try {
    const folder = mkdtempSync(path.join(tmpdir(), 'jornada-bench-'));
    await opened(folder, async () => rmSync(folder, { recursive: true, force: true }));
    const sink = await opened(await openSink(), (one) => one.close());
    const postgres = await opened(
      await startPostgres({ folder: path.join(folder, 'postgres'), persistent: true }),
      (one) => one.stop(),
    );
    const temporal = await opened(
      await startTemporalServer({ postgres, dataFolder: path.join(folder, 'temporal'), ui: false }),
      (one) => one.stop(),
    );
    const databaseUrl = postgres.url('jornada');
    await migrate(databaseUrl);
    const keys = {
      write: generateKeyText('wk'),
      browser: generateKeyText('wk'),
      secret: generateKeyText('sk'),
    };
    const database = openDatabase({ url: databaseUrl, poolSize: 2 });
    try {
      await ensureDemoWorkspace(database, keys);
    } finally {
      await database.close();
    }

    quietRuntime();
    const linkTo = async (namespace: string): ReturnType<typeof linkNatively> => {
      const link = await linkNatively({ address: temporal.address, namespace, tls: null, apiKey: null });
      await opened(link, (one) => one.close());
      await ensureNamespace(link, namespace);
      return link;
    };
    const links = { control: await linkTo('control'), jornada: await linkTo('jornada') };
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: 'jornada',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      JORNADA_MASTER_KEY: randomBytes(32).toString('base64url'),
      NODE_ENV: 'production',
      BENCH_SINK: sink.url,
      BENCH_FOLDER: folder,
    };
    const start = async (
      file: string,
      isReady: (said: string) => boolean | Promise<boolean>,
      more: Readonly<Record<string, string>> = {},
    ): Promise<number> => {
      const program = await startProgram({ file, env: { ...env, ...more }, isReady, profiles });
      await opened(program, (one) => one.stop());
      return program.pid;
    };
    const saysReady = (said: string): boolean => said.includes(READY);
    const answers = (): Promise<boolean> =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    const controlWorker = await start('test/bench/control.process.js', saysReady, {
      TEMPORAL_NAMESPACE: 'control',
    });
    const worker = await start(
      'test/bench/jornada.process.js',
      saysReady,
      together ? { BENCH_API: 'here' } : {},
    );
    const api = together ? worker : await start('apps/api/src/main.js', answers);
    const jornada = await jornadaContender(links.jornada, url, keys);
    return {
      ...{ sink, postgres, jornada, close },
      control: controlContender(links.control),
      pids: {
        ...{ bench: process.pid, api, worker, controlWorker },
        temporal: temporal.pid ?? 0,
        postgres: postgres.pid,
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
