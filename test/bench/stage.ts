// Everything that is measured, as real processes on free ports and in a folder of its own: PostgreSQL as `npm start`
// brings it, one Temporal server on it, the workers of the control and of the textbook, and Jornada.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../apps/standalone/src/free-ports';
import { startPostgres, type PostgresServer } from '../../apps/standalone/src/postgres/postgres-server';
import type { RunningParts } from '../../apps/standalone/src/running-parts';
import { startTemporalServer } from '../../apps/standalone/src/temporal/temporal-server';
import { migrate, openDatabase } from '#database';
import { ensureNamespace, linkNatively, quietRuntime, type TemporalLink } from '#temporal';
import { ensureDemoWorkspace, generateKeyText, type KeyTexts } from '#workspaces';
import { READY } from './bench-process';
import type { Contender } from './contender';
import { controlContender } from './control.contender';
import { jornadaContender, type JornadaContender } from './jornada.contender';
import { startProgram } from './program';
import { openSink, type Sink } from './sink';
import { textbookContender } from './textbook.contender';

/** Processes whose CPU time is told apart. PostgreSQL's is that of all its sessions, Temporal's among them. */
export type Part = 'bench' | 'api' | 'worker' | 'controlWorker' | 'textbookWorker' | 'temporal' | 'postgres';

export interface Stage {
  readonly control: Contender;
  readonly textbook: Contender;
  readonly jornada: JornadaContender;
  readonly sink: Sink;
  readonly postgres: PostgresServer;
  readonly pids: Readonly<Record<Part, number>>;
  /** Where the API listens, and the keys that open it. */
  readonly url: string;
  readonly keys: KeyTexts;
  /** Starts one more process of Jornada, measures how long it takes (ms), and stops it. */
  startUpOf(which: 'api' | 'worker'): Promise<number>;
}

export interface StageOptions {
  /** Api and worker as a process each; else in one process over one connection to Temporal, as `npm start` has them. */
  readonly apart: boolean;
  /** Where each process leaves a CPU profile; null = none. */
  readonly profiles: string | null;
}

/** Starts everything, as parts that whoever stops them need not know. */
export async function openStage(parts: RunningParts, { apart, profiles }: StageOptions): Promise<Stage> {
  const { folder } = await parts.start('the folder of the bench', openFolder);
  const sink = await parts.start('the sink', async () => {
    const opened = await openSink();
    return { ...opened, stop: () => opened.close() };
  });
  const postgres = await parts.start('PostgreSQL', () =>
    startPostgres({ folder: path.join(folder, 'postgres'), persistent: true }),
  );
  const temporal = await parts.start('the Temporal server', () =>
    startTemporalServer({ postgres, dataFolder: path.join(folder, 'temporal'), ui: false }),
  );
  const databaseUrl = postgres.url('jornada');
  const keys = await parts.during(() => prepareDatabase(databaseUrl));

  quietRuntime();
  const linkTo = (namespace: string): Promise<TemporalLink> =>
    parts.start(`the connection to Temporal's namespace ${namespace}`, async () => {
      const link = await linkNatively({ address: temporal.address, namespace, tls: null, apiKey: null });
      await ensureNamespace(link, namespace);
      return { ...link, stop: () => link.close() };
    });
  const links = {
    control: await linkTo('control'),
    textbook: await linkTo('textbook'),
    jornada: await linkTo('jornada'),
  };
  // It needs two tables, for which the database that is always there will do.
  const textbookUrl = postgres.url('postgres');
  const textbook = await parts.start("the textbook's people", async () => {
    const opened = await textbookContender(links.textbook, textbookUrl);
    return { ...opened, stop: () => opened.close() };
  });
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
    BENCH_TEXTBOOK: textbookUrl,
  };
  const start = async (
    name: string,
    file: string,
    isReady: (said: string) => boolean | Promise<boolean>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<number> => {
    const begin = (): ReturnType<typeof startProgram> =>
      startProgram({ file, env: { ...env, ...more }, isReady, profiles });
    return (await parts.start(name, begin)).pid;
  };
  const saysReady = (said: string): boolean => said.includes(READY);
  const answersAt = (place: string) => (): Promise<boolean> =>
    fetch(`${place}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const controlWorker = await start("the control's worker", 'test/bench/control.process.js', saysReady, {
    TEMPORAL_NAMESPACE: 'control',
  });
  const textbookWorker = await start("the textbook's worker", 'test/bench/textbook.process.js', saysReady, {
    TEMPORAL_NAMESPACE: 'textbook',
  });
  const worker = await start(
    "Jornada's worker",
    'test/bench/jornada.process.js',
    saysReady,
    apart ? {} : { BENCH_API: 'here' },
  );
  const api = apart ? await start('the API', 'apps/api/src/main.js', answersAt(url)) : worker;
  const jornada = await parts.during(() => jornadaContender(links.jornada, url, keys));
  return {
    ...{ sink, postgres, textbook, jornada, url, keys },
    control: controlContender(links.control),
    async startUpOf(which) {
      const another = await findFreePort();
      const begun = performance.now();
      const program = await startProgram({
        file: which === 'api' ? 'apps/api/src/main.js' : 'test/bench/jornada.process.js',
        env: { ...env, PORT: String(another) },
        isReady: which === 'api' ? answersAt(`http://127.0.0.1:${another}`) : saysReady,
        profiles: null,
      });
      const took = performance.now() - begun;
      await program.stop();
      return took;
    },
    pids: {
      ...{ bench: process.pid, api, worker, controlWorker, textbookWorker },
      temporal: temporal.pid ?? 0,
      postgres: postgres.pid,
    },
  };
}

function openFolder(): { readonly folder: string; stop(): void; kill(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { folder, stop: remove, kill: remove };
}

async function prepareDatabase(url: string): Promise<KeyTexts> {
  await migrate(url);
  const keys = {
    write: generateKeyText('wk'),
    browser: generateKeyText('wk'),
    secret: generateKeyText('sk'),
  };
  const database = openDatabase({ url, poolSize: 2 });
  try {
    await ensureDemoWorkspace(database, keys);
  } finally {
    await database.close();
  }
  return keys;
}
