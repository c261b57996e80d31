import { randomBytes, randomUUID } from 'node:crypto';
import { openSeals, Secret } from '#config';
import { createWorkspace, openDatabase, type Database } from '#database';
import { openWebhookKeys } from '#delivery';
import { openEngine } from '#enrollments';
import { openRecipientLinks, type RecipientLinks } from '#links';
import type { Renderer } from '#templates';
import { generateKeyText, giveKeys, type KeyTexts } from '#workspaces';
import { openTestDatabase } from '../../../../test/setup/database';
import { buildApp, type BuiltApp } from '../build-app';
import type { Surroundings } from '../surroundings';
import { conformityWith, type Conformity } from './conformity';
import { describedApi } from './described-api';

/** A workspace of a spec, and the keys that open it. */
export interface TestWorkspace {
  readonly id: string;
  readonly keys: KeyTexts;
}

/** A call of a spec. `key` is shown as Bearer; `json` is sent as such, `raw` as it is. */
export interface Call {
  readonly key?: string;
  readonly json?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the call comes from; this machine unless said. */
  readonly from?: string;
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON; null where it is none. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

/** The API on a database of its own, with two workspaces that know nothing of each other. */
export interface TestApi {
  readonly built: BuiltApp;
  readonly database: Database;
  readonly mine: TestWorkspace;
  readonly theirs: TestWorkspace;
  /** Makes the links that recipients touch. */
  readonly links: RecipientLinks;
  /** What was logged. */
  readonly logged: readonly string[];
  /** Calls a route. Every answer is checked against the description of the API. */
  call(method: string, url: string, call?: Call): Promise<Answered>;
  close(): Promise<void>;
}

/** What opens what only who runs the server may do, in specs. */
export const ADMIN_KEY = 'the-key-of-who-runs-the-server-of-this-spec';

/** Words that make a template fail, and how. */
const FAILURES = { FAILING: 'template-error', SLOW: 'template-timeout', HUGE: 'template-too-big' } as const;

/** A renderer that takes every template, unless it holds the word BROKEN, and renders each part as it stands, or fails. */
const takesAll: Renderer = {
  compile: ({ subject, mjml, html = mjml ?? null, text = null }) =>
    Promise.resolve(
      html?.includes('BROKEN')
        ? {
            kind: 'problems',
            problems: [{ part: 'html', line: 1, column: 4, sentence: 'It is broken.', hint: 'Mend it.' }],
          }
        : {
            kind: 'compiled',
            compiled: { subject, preheader: null, html, text },
            reads: [],
            warnings: [],
          },
    ),
  render: ({ subject, html, text }) => {
    const failure = Object.entries(FAILURES).find(([word]) => html?.includes(word));
    return Promise.resolve(
      failure
        ? { kind: 'failed', code: failure[1], sentence: 'It fails for this person.' }
        : { kind: 'rendered', subject, html, text: text ?? subject },
    );
  },
  close: () => Promise.resolve(),
};

/** Opens the API for one spec. Pokes go nowhere: nothing runs but what is called. */
export async function openTestApi(change: Partial<Surroundings> = {}): Promise<TestApi> {
  const testDatabase = await openTestDatabase();
  const database = openDatabase({ url: testDatabase.url, poolSize: 5 });
  const [mine, theirs] = [await openWorkspace(database, 'mine'), await openWorkspace(database, 'theirs')];
  const links = openRecipientLinks({ publicUrl: '', masterKeys: [randomBytes(32)] });
  const logged: string[] = [];
  const built = await buildApp(
    'all',
    {
      database,
      engine: openEngine(database, () => undefined),
      renderer: takesAll,
      links,
      isTemporalAnswering: () => Promise.resolve(true),
      localWorkspaceId: mine.id,
      sendgridWebhookKey: null,
      adminKey: new Secret(ADMIN_KEY),
      edge: { publicUrl: 'http://localhost:3000', trustedProxies: [], browserEventsPerSecond: 100 },
      seals: openSeals([randomBytes(32)]),
      webhookKeys: openWebhookKeys([randomBytes(32)]),
      ...change,
    },
    (line) => logged.push(line),
  );
  const conformity = conformityWith(describedApi());
  return {
    built,
    database,
    mine,
    theirs,
    links,
    logged,
    call: (method, url, call = {}) => inject(built, conformity, method, url, call),
    close: async () => {
      await built.app.close();
      await database.close();
      await testDatabase.close();
    },
  };
}

async function openWorkspace(database: Database, key: string): Promise<TestWorkspace> {
  const id = randomUUID();
  const from = { name: key, email: `hello@${key}.example` };
  await createWorkspace(database, { id, key, name: key, timezone: 'UTC', locale: 'en', from });
  const keys = {
    write: generateKeyText('wk'),
    browser: generateKeyText('wk'),
    secret: generateKeyText('sk'),
  };
  await giveKeys(database, id, keys);
  return { id, keys };
}

async function inject(
  { app }: BuiltApp,
  conformity: Conformity,
  method: string,
  url: string,
  call: Call,
): Promise<Answered> {
  const body = call.raw ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
  const answer = await app.inject({
    method: method as 'GET',
    url,
    remoteAddress: call.from ?? '127.0.0.1',
    headers: {
      host: 'localhost:3000',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  const { statusCode: status, headers, payload: text } = answer;
  const type = String(headers['content-type'] ?? '');
  const difference =
    method === 'HEAD' || method === 'OPTIONS' ? null : conformity({ method, url, status, type, text });
  if (difference !== null) throw new Error(`${method} ${url.slice(0, 200)}: ${difference}`);
  return {
    status,
    headers,
    text,
    json: type.includes('json') && text !== '' ? (JSON.parse(text) as Answered['json']) : null,
  };
}
