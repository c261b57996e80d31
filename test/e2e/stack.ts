// The whole of Jornada as production runs it: api and worker as processes of their own, on the real PostgreSQL and a
// real Temporal server that belongs to this stack alone, talked to over HTTP.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '#database';
import { linkNatively, quietRuntime, type TemporalLink } from '#temporal';
import { ensureDemoWorkspace, generateKeyText, type KeyTexts } from '#workspaces';
import { built } from '../setup/built';
import { adminUrlVariable, openTestDatabase } from '../setup/database';
import { conformityWith } from '../../apps/api/src/testing/conformity';
import { soon } from './soon';

type Servers = typeof import('../../apps/standalone/src/temporal/temporal-server');
type TemporalServer = Awaited<ReturnType<Servers['startTemporalServer']>>;

const root = path.join(__dirname, '..', '..');

/** An answer of the API, checked against docs/openapi.json. */
export interface Answer {
  readonly status: number;
  readonly body: never;
}

/** A running Jornada. */
export interface Stack {
  readonly url: string;
  readonly keys: KeyTexts;
  readonly workspaceId: string;
  readonly namespace: string;
  readonly database: Database;
  readonly link: TemporalLink;
  /** Asks the API as the owner of the workspace. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends an event as a client of Segment's would. */
  track(userId: string, event: string, properties?: object): Promise<Answer>;
  readonly worker: Proc;
  readonly api: Proc;
  readonly temporal: { stop(): Promise<void>; start(): Promise<void> };
  close(): Promise<void>;
}

/** A process that can be killed and started again. */
export interface Proc {
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  start(): Promise<void>;
  /** Everything that it has said so far. */
  readonly said: () => string;
}

/** Starts a stack. @param namespace `test` where time is to be skipped */
export async function openStack(namespace = 'jornada'): Promise<Stack> {
  quietRuntime();
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-e2e-'));
  const test = await openTestDatabase();
  const database = openDatabase({ url: test.url, poolSize: 5 });
  const secret = generateKeyText('sk');
  const keys = { write: generateKeyText('wk'), browser: generateKeyText('wk'), secret };
  const workspace = await ensureDemoWorkspace(database, keys);
  const temporal = await startTemporal(folder, test.url);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: test.url,
    TEMPORAL_ADDRESS: temporal.address(),
    TEMPORAL_NAMESPACE: namespace,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    JORNADA_MASTER_KEY: randomBytes(32).toString('base64url'),
    NODE_ENV: 'production',
  };
  const api = proc('api', env, () => fetch(`${url}/readyz`).then((answer) => answer.ok));
  const worker = proc('worker', env, (said) => Promise.resolve(said.includes('the worker runs')));
  await Promise.all([api.start(), worker.start()]);
  const differenceOf = conformityWith(
    JSON.parse(readFileSync(path.join(root, 'docs', 'openapi.json'), 'utf8')) as object,
  );
  const link = await linkNatively({ address: temporal.address(), namespace, tls: null, apiKey: null });
  const ask = async (
    method: string,
    route: string,
    body?: unknown,
    key = `Bearer ${secret}`,
  ): Promise<Answer> => {
    const headers = {
      authorization: key,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await fetch(url + route, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    const difference = differenceOf({ method, url: route, status: answer.status, type, text });
    if (difference !== null)
      throw new Error(`an answer is not as docs/openapi.json describes it: ${difference}`);
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never };
  };
  const basic = `Basic ${Buffer.from(`${keys.write}:`).toString('base64')}`;
  return {
    url,
    keys,
    workspaceId: workspace.id,
    namespace,
    database,
    link,
    ask,
    track: (userId, event, properties = {}) => ask('POST', '/v1/track', { userId, event, properties }, basic),
    worker,
    api,
    temporal,
    async close() {
      await link.close();
      await Promise.all([api.stop(), worker.stop()]);
      await temporal.stop();
      await database.close();
      await test.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startTemporal(
  folder: string,
  databaseUrl: string,
): Promise<{ address(): string; stop(): Promise<void>; start(): Promise<void> }> {
  const { startTemporalServer } = built<Servers>('apps/standalone/src/temporal/temporal-server');
  const admin = new URL(process.env[adminUrlVariable] ?? '');
  const postgres = {
    host: admin.hostname,
    port: Number(admin.port),
    user: decodeURIComponent(admin.username),
    password: decodeURIComponent(admin.password),
  };
  const name = `temporal_${new URL(databaseUrl).pathname.slice(-12)}`;
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
    });
  let server: TemporalServer | null = await launch();
  const { address } = server;
  ports = { frontend: Number(address.split(':')[1]) };
  return {
    address: () => address,
    async stop() {
      await server?.stop();
      server = null;
    },
    async start() {
      server = await launch();
      if (server.address !== address)
        throw new Error(`Temporal came back at ${server.address}, not at ${address}`);
    },
  };
}

function proc(
  name: 'api' | 'worker',
  env: Record<string, string>,
  isReady: (said: string) => Promise<boolean>,
): Proc {
  let child: ChildProcess | null = null;
  let said = '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
    return ending.exitCode;
  };
  return {
    said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async start() {
      said = '';
      const started = spawn(process.execPath, [path.join(root, 'dist', 'apps', name, 'src', 'main.js')], {
        cwd: tmpdir(),
        env: { PATH: process.env['PATH'] ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await soon(`the ${name} is ready`, async () => {
        if (started.exitCode !== null) throw new Error(`the ${name} ended with ${started.exitCode}: ${said}`);
        return isReady(said).catch(() => false);
      });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
