// The whole of Jornada as production runs it: api and worker as processes of their own, on the real PostgreSQL and a
// real Temporal server, talked to over HTTP.
import { randomBytes, randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '#database';
import { linkNatively, quietRuntime, type TemporalLink } from '#temporal';
import { ensureDemoWorkspace, generateKeyText, type KeyTexts } from '#workspaces';
import { findFreePorts } from '../../apps/standalone/src/free-ports';
import { conformityWith } from '../../apps/api/src/testing/conformity';
import { describedApi } from '../../apps/api/src/testing/described-api';
import { proc, type Proc, type ProcOptions } from './proc';
import { openSharedServers, type Servers } from './servers';

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
  readonly databaseUrl: string;
  readonly database: Database;
  readonly link: TemporalLink;
  /** Asks the API as the owner of the workspace. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Posts as a client of Segment's would. */
  post(path: string, body: object): Promise<Answer>;
  /** Sends an event as such a client would. */
  track(userId: string, event: string, properties?: object): Promise<Answer>;
  /** What api and worker measure, as Prometheus reads it. */
  metrics(): Promise<string>;
  readonly worker: Proc;
  readonly api: Proc;
  /** Starts one more API beside the first. */
  addApi(): Promise<{ readonly url: string; readonly proc: Proc }>;
  /** Starts one more worker beside the first. */
  addWorker(): Promise<Proc>;
  close(): Promise<void>;
}

/** What is out of the ordinary of a stack. */
export interface StackOptions {
  /** Left out: one of its own. `test` and `rehearsal` are those in which time can be skipped, each for one spec. */
  readonly namespace?: string;
  /** Closed with the stack. Left out: those of this run. */
  readonly servers?: Servers;
  /** Other programs than production's. */
  readonly api?: Partial<ProcOptions>;
  readonly worker?: Partial<ProcOptions>;
}

let isQuiet = false;

/** Starts a stack. */
export async function openStack({
  namespace = `stack-${randomUUID()}`,
  api: otherApi = {},
  worker: otherWorker = {},
  ...options
}: StackOptions = {}): Promise<Stack> {
  if (!isQuiet) quietRuntime();
  isQuiet = true;
  const servers = options.servers ?? (await openSharedServers());
  const { databaseUrl, temporalAddress } = servers;
  const database = openDatabase({ url: databaseUrl, poolSize: 5 });
  const secret = generateKeyText('sk');
  const keys = { write: generateKeyText('wk'), browser: generateKeyText('wk'), secret };
  const workspace = await ensureDemoWorkspace(database, keys);
  const [port = 0, apiOps = 0, workerOps = 0] = await findFreePorts(3);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    JORNADA_MASTER_KEY: randomBytes(32).toString('base64url'),
    NODE_ENV: 'production',
  };
  const apiAt = (at: number, ops: number): Proc =>
    proc({
      name: 'api',
      file: 'apps/api/src/main.js',
      isReady: () =>
        fetch(`http://127.0.0.1:${ops}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ),
      ...otherApi,
      env: { ...env, PORT: String(at), OPS_PORT: String(ops), ...otherApi.env },
    });
  const api = apiAt(port, apiOps);
  const workerOptions: ProcOptions = {
    name: 'worker',
    file: 'apps/worker/src/main.js',
    isReady: (said) => said.includes('the worker runs'),
    ...otherWorker,
    env: { ...env, ...otherWorker.env },
  };
  // Only the first: others beside it would want the same port.
  const worker = proc({ ...workerOptions, env: { ...workerOptions.env, OPS_PORT: String(workerOps) } });
  const procs = [api, worker];
  await Promise.all(procs.map((one) => one.start()));
  const differenceOf = conformityWith(describedApi());
  const link = await linkNatively({ address: temporalAddress, namespace, tls: null, apiKey: null });
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
  const metrics = async (): Promise<string> => {
    const scrapes = [apiOps, workerOps].map(async (ops) =>
      (await fetch(`http://127.0.0.1:${ops}/metrics`)).text(),
    );
    return (await Promise.all(scrapes)).join('');
  };
  const basic = `Basic ${Buffer.from(`${keys.write}:`).toString('base64')}`;
  const post: Stack['post'] = (route, body) => ask('POST', route, body, basic);
  return {
    url,
    keys,
    workspaceId: workspace.id,
    namespace,
    databaseUrl,
    database,
    link,
    ask,
    post,
    metrics,
    track: (userId, event, properties = {}) => post('/v1/track', { userId, event, properties }),
    worker,
    api,
    async addApi() {
      const [at = 0, ops = 0] = await findFreePorts(2);
      const added = apiAt(at, ops);
      procs.push(added);
      await added.start();
      return { url: `http://127.0.0.1:${at}`, proc: added };
    },
    async addWorker() {
      const added = proc(workerOptions);
      procs.push(added);
      await added.start();
      return added;
    },
    async close() {
      await link.close();
      await Promise.all(procs.map((one) => one.stop()));
      await database.close();
      await servers.close();
    },
  };
}
