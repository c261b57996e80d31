import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openRenderer } from '#templates';
import type { Purpose } from '#links';
import { openSigner, type WebhookSigner } from '../../../../../test/fakes/sendgrid/webhook-events';
import { conformityWith, type Conformity } from '../conformity';
import { describedApi } from '../described-api';
import { ADMIN_KEY, openTestApi, type TestApi, type TestWorkspace } from '../open-test-api';
import { journey, seed, template, type Seed } from '../seed';
import type { Described, Known } from './hostile-request';

/** An API that listens, with two workspaces: one is called, and of the other nothing may ever be told or changed. */
export interface Prey {
  readonly port: number;
  readonly known: Known;
  readonly conformity: Conformity;
  /** What was logged: faults of ours. */
  readonly logged: readonly string[];
  /** All that its owner sees of the other workspace. */
  readTheirs(): Promise<string>;
  close(): Promise<void>;
}

/** It stands in everything of the other workspace, and in no request. */
export const CANARY = 'zq7canary';

const PURPOSES: readonly Purpose[] = ['click', 'open', 'unsubscribe', 'preferences', 'view'];

/** Opens one. */
export async function openPrey(): Promise<Prey> {
  const renderer = openRenderer();
  const signer = openSigner();
  const api = await openTestApi({ renderer, sendgridWebhookKey: signer.publicKey });
  const seeds = [await seed(api, api.mine), await seed(api, api.theirs)];
  await plantCanaries(api);
  const { app } = api.built;
  await app.listen(0, '127.0.0.1');
  const document = describedApi() as unknown as Described;
  return {
    port: portOf(app),
    known: { ...(await knownOf(api, seeds)), sign: (bytes) => signatureOf(signer, bytes) },
    conformity: conformityWith(document),
    logged: api.logged,
    readTheirs: () => readAll(api, api.theirs, document),
    async close() {
      await api.close();
      await renderer.close();
    },
  };
}

function portOf(app: NestFastifyApplication): number {
  return (app.getHttpServer().address() as AddressInfo).port;
}

async function plantCanaries({ call, theirs, database }: TestApi): Promise<void> {
  const key = theirs.keys.secret;
  const put = (method: string, url: string, json: object) => call(method, url, { key, json });
  await put('PUT', '/v1/topics/news', { name: CANARY });
  await put('PUT', '/v1/audiences/welcome', { name: CANARY });
  await put('PUT', '/v1/templates/hello', { ...template, html: `<p>${CANARY}</p>` });
  await put('PUT', '/v1/journeys/welcome', { ...journey, name: CANARY });
  await put('PATCH', '/v1/profiles/ana', { attributes: { first_name: CANARY } });
  await put('PATCH', '/v1/workspace', { name: CANARY });
  await put('POST', '/v1/suppressions', { address: `${CANARY}@example.com` });
  await put('POST', '/v1/track', { userId: 'ana', event: CANARY });
  await put('POST', '/v1/track', { event: CANARY });
  const where = { workspaceId: theirs.id };
  await database.prisma.send.updateMany({
    where,
    data: { address: `${CANARY}@example.com`, reason: CANARY },
  });
  await database.prisma.enrollment.updateMany({ where, data: { because: CANARY } });
  await database.prisma.mailboxMessage.updateMany({ where, data: { subject: CANARY, html: CANARY } });
}

/** What a caller knows of both workspaces, but for the keys and links that open the other. */
async function knownOf(
  { call, mine, theirs, links, database }: TestApi,
  seeds: readonly Seed[],
): Promise<Omit<Known, 'sign'>> {
  const { prisma } = database;
  const both = { workspaceId: { in: [mine.id, theirs.id] } };
  const profiles = (await prisma.profile.findMany({ where: both })).map(({ id }) => `id:${id}`);
  const publishes = (await prisma.publish.findMany({ where: both })).map(({ id }) => id);
  const keys = (await prisma.apiKey.findMany({ where: { workspaceId: theirs.id } })).map(({ id }) => id);
  const lists = ['events', 'events/rejected', 'suppressions', 'profiles/ana/timeline'];
  const cursors = await Promise.all(
    lists.flatMap((list) =>
      [mine, theirs].map(async ({ keys: { secret: key } }) => {
        const next = (await call('GET', `/v1/${list}?limit=1`, { key })).json?.['next'];
        return typeof next === 'string' ? next : 'a';
      }),
    ),
  );
  const tokens = PURPOSES.flatMap((purpose) =>
    seeds.map(({ sendId }, at) => {
      const workspaceId = at === 0 ? mine.id : theirs.id;
      const token = links.urlOf({ purpose, workspaceId, sendId, link: 0 }).split('/').at(-1) ?? '';
      // Of theirs, only what is forged.
      return at === 0 ? token : `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    }),
  );
  const ids = [...seeds.flatMap((one) => Object.values(one) as string[]), ...publishes, ...keys];
  return {
    keys: [mine.keys.secret, mine.keys.write, mine.keys.browser, ADMIN_KEY, `sk_${'a'.repeat(40)}`],
    parts: {
      ...{
        id: ids,
        key: ['welcome', 'hello', 'news', 'none'],
        number: ['1', '2'],
        userId: ['ana', ...profiles],
      },
      ...{ address: ['bounced@example.com', `ana.souza@example.com`], workspace: ['mine', 'theirs'] },
      ...{
        token: tokens,
        asset: ['start.js', 'package.json'],
        writeKey: [mine.keys.browser, mine.keys.write],
      },
      ...{
        limit: ['1', '200'],
        cursor: cursors,
        journey: ['welcome'],
        state: ['active', 'ACCEPTED'],
        step: ['mail'],
      },
      ...{ name: ['Signed Up'], to: ['ana@example.com'], since: ['2026-11-22T14:03:00Z'] },
    },
    documents: { JourneyDocument: [journey, ...examples()], TemplateBody: [template] },
  };
}

function signatureOf(signer: WebhookSigner, bytes: Buffer): readonly string[] {
  const { 'content-type': _, ...signature } = signer.sign(bytes.toString()).headers;
  return Object.entries(signature).map(([name, value]) => `${name}: ${value}`);
}

function examples(): readonly unknown[] {
  const folder = path.join(process.cwd(), 'examples');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => JSON.parse(readFileSync(path.join(folder, name, 'journey.json'), 'utf8')) as unknown);
}

/** An export says when it was made. */
const NOW = /"exportedAt":"[^"]*"/;

/** What every list, and every thing by its key, answers to the owner of a workspace. */
async function readAll({ call }: TestApi, { keys }: TestWorkspace, { paths }: Described): Promise<string> {
  const addresses = Object.entries(paths)
    .filter(([address, operations]) => address.startsWith('/v1/') && 'get' in operations)
    .map(([address]) => address.replace('{userId}', 'ana').replace('{number}', '1'))
    .map((address) =>
      address.replace(
        '{key}',
        address.includes('templates') ? 'hello' : address.includes('topics') ? 'news' : 'welcome',
      ),
    )
    .filter((address) => !address.includes('{'));
  const answers: string[] = [];
  for (const address of addresses)
    answers.push((await call('GET', address, { key: keys.secret })).text.replace(NOW, ''));
  return answers.join('\n');
}
