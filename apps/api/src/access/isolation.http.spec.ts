import { randomUUID } from 'node:crypto';
// Two workspaces that know nothing of each other: every route there is, called with the keys of one and the names and
// ids of everything in the other.
import { readWorkspaceRows } from '#database/testing';
import { routesOf } from '../openapi';
import { describedApi } from '../testing/described-api';
import { openTestApi, type Answered, type TestApi, type TestWorkspace } from '../testing/open-test-api';
import { journey, seed, template, topic } from '../testing/seed';

const ABROAD = '203.0.113.9';
/** Stands in everything of mine that can hold a text. */
const MINE = 'xyzzy';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

let api: TestApi;
let routes: readonly Route[];
/** What a parameter may be, by the path up to it: everything of mine. */
let names: { readonly [before: string]: readonly string[] };
/** Every id there is in my rows. */
let ids: ReadonlySet<string>;

beforeAll(async () => {
  api = await openTestApi();
  const filled = await fill(api.mine);
  const rows = await readWorkspaceRows(api.database, api.mine.id);
  const idsIn = (table: string) => (rows[table] ?? []).map((row) => (JSON.parse(row) as { id: string }).id);
  names = { ...filled, '/v1/publishes/': idsIn('publish').slice(0, 1), '/v1/keys/': idsIn('api_key') };
  ids = new Set(Object.values(rows).flat().join(' ').match(UUID));
  routes = routesOf(describedApi()).flatMap(({ path, method, operation }) => {
    const needsKey = (operation.security ?? []).some((one) => 'secretKey' in one || 'writeKey' in one);
    return needsKey ? [{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path }] : [];
  });
});
afterAll(() => api.close());

/** Fills a workspace with one of everything, marked. */
async function fill(mine: TestWorkspace): Promise<typeof names> {
  const seeded = await seed(api, mine);
  const { prisma } = api.database;
  const call = async (method: string, url: string, json: object): Promise<Answered> => {
    const answer = await api.call(method, url, { key: mine.keys.secret, json });
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.text}`);
    return answer;
  };
  const traits = { first_name: MINE, email: `${MINE}@example.com` };
  await call('POST', '/v1/identify', { userId: 'ana', anonymousId: 'a-1', traits });
  await call('POST', '/v1/track', { userId: 'ana', event: 'Seen', properties: { page: MINE } });
  await call('POST', '/v1/track', { event: MINE });
  await call('PUT', '/v1/topics/news', { ...topic, name: MINE });
  await call('PUT', '/v1/audiences/buyers', { name: MINE });
  await call('PUT', '/v1/audiences/buyers/destinations/shop', {
    ...{ kind: 'webhook', url: `https://${MINE}.example` },
  });
  await call('PATCH', '/v1/profiles/ana', { attributes: {}, consent: { news: { email: 'granted' } } });
  await call('PUT', '/v1/templates/hello', { ...template, subject: MINE });
  await call('PUT', '/v1/blocks/footer', { html: MINE });
  await call('PUT', '/v1/journeys/welcome', { ...journey, name: MINE });
  await call('POST', '/v1/suppressions', { address: `bounced-${MINE}@example.com` });
  await call('PATCH', '/v1/workspace', { name: MINE });
  await call('PUT', '/v1/mail-accounts/shop', { apiKey: 'SG.mine', senders: [`${MINE}@example.com`] });
  const pause = { id: randomUUID(), name: MINE, workspaceId: mine.id, carrier: 'webhook', about: MINE };
  const until = new Date(Date.now() + 3_600_000);
  await prisma.sendingPause.create({ data: { ...pause, reason: 'answered-429', since: new Date(), until } });
  await prisma.mailboxMessage.updateMany({ where: { workspaceId: mine.id }, data: { subject: MINE } });
  const { id } = (await call('PATCH', '/v1/profiles/ana', { attributes: {} })).json as { id: string };
  const member = { workspaceId: mine.id, audience: 'buyers', profileId: id, changedAt: new Date() };
  await prisma.audienceMember.create({ data: { ...member, state: 'in', because: MINE } });
  return {
    '/v1/journeys/': ['welcome'],
    '/v1/journeys/welcome/versions/': ['1'],
    '/v1/templates/': ['hello'],
    '/v1/blocks/': ['footer'],
    '/v1/topics/': ['news'],
    '/v1/audiences/': ['buyers'],
    '/v1/mail-accounts/': ['shop'],
    '/v1/pauses/': [pause.id],
    '/v1/audiences/buyers/destinations/': ['shop'],
    '/v1/profiles/': [`id:${id}`, 'ana'],
    '/v1/enrollments/': [seeded.enrollmentId],
    '/v1/sends/': [seeded.sendId],
    '/v1/mailbox/messages/': [seeded.messageId],
    '/mailbox/': [seeded.messageId],
    '/v1/suppressions/': [`bounced-${MINE}@example.com`],
  };
}

/** What routes take that refuse an empty body: a call must come as far as to look for what it is about. */
const bodies: { readonly [route: string]: object } = {
  'POST /v1/events': { events: [{ userId: 'ana', event: 'Signed Up' }] },
  'POST /v1/batch': { batch: [{ type: 'identify', userId: 'ana', traits: { first_name: 'Theirs' } }] },
  'POST /v1/b': { batch: [{ type: 'alias', userId: 'ana', previousId: 'a-1' }] },
  'POST /v1/import': { batch: [{ type: 'track', userId: 'ana', event: 'Signed Up' }] },
  'POST /v1/journeys/{key}/simulate': { event: { name: 'Signed Up' } },
  'POST /v1/journeys/{key}/trigger': { userId: 'ana' },
  'POST /v1/journeys/{key}/rollback': { to: 1 },
  'POST /v1/journeys/check': { ...journey, name: 'Theirs' },
  'PUT /v1/journeys/{key}': { ...journey, name: 'Theirs' },
  'PUT /v1/templates/{key}': { ...template, subject: 'Theirs' },
  'POST /v1/templates/{key}/render': { userId: 'ana' },
  'PUT /v1/blocks/{key}': { html: 'Theirs' },
  'PUT /v1/topics/{key}': { ...topic, name: 'Theirs' },
  'PUT /v1/audiences/{key}': { name: 'Theirs' },
  'PUT /v1/audiences/{key}/destinations/{destination}': { kind: 'webhook', url: 'https://theirs.example' },
  'PATCH /v1/profiles/{userId}': { attributes: { first_name: 'Theirs' } },
  'POST /v1/profiles/merge': { from: 'ana', into: 'a' },
  'PATCH /v1/workspace': { name: 'Theirs' },
  'POST /v1/keys': { kind: 'server' },
  'PUT /v1/mail-accounts/{key}': { apiKey: 'SG.theirs' },
  'POST /v1/suppressions': { address: 'theirs@example.com' },
};
const anyEvent = {
  userId: 'ana',
  anonymousId: 'a-1',
  event: 'Signed Up',
  previousId: 'a-1',
  groupId: 'g',
};

/** All addresses of a route at which something of mine is. @throws Error where the walk knows nothing to put there */
function addressesOf({ name, path }: Route): readonly string[] {
  return path.split(/(?<=\/)(?=\{)|(?<=\})/).reduce<readonly string[]>(
    (before, part) =>
      before.flatMap((start) => {
        if (!part.startsWith('{')) return [start + part];
        const known = names[start];
        if (!known) throw new Error(`${name}: tell this walk what of mine stands at ${start}${part}`);
        return known.map((one) => start + encodeURIComponent(one));
      }),
    [''],
  );
}

/** Calls a route with the keys of theirs, wherever something of mine is. */
async function visit(route: Route, query = ''): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const address of addressesOf(route)) {
    const json = route.method === 'GET' ? {} : { json: bodies[route.name] ?? anyEventFor(route) };
    const call = { key: api.theirs.keys.secret, from: ABROAD, ...json };
    answers.push(await api.call(route.method, address + query, call));
  }
  return answers;
}

const anyEventFor = ({ path }: Route): object => (/^\/v1\/[a-z]+$/.test(path) ? anyEvent : {});
const lists = (): readonly Route[] =>
  routes.filter(({ method, path }) => method === 'GET' && !path.includes('{'));

/** Says what of mine an answer shows beside what was asked; null where it shows nothing. */
function shown({ text }: Answered): string | null {
  const asked = Object.values(names).flat();
  const told = text.match(UUID)?.find((id) => ids.has(id) && !asked.some((one) => one.includes(id)));
  return told ?? (text.replaceAll(`bounced-${MINE}@`, '').includes(MINE) ? MINE : null);
}

describe('With the keys of another workspace', () => {
  it('every route that takes a key is walked', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(ids.size).toBeGreaterThan(20);
  });

  it('nothing of mine is shown, found or changed, whatever is asked, and however often', async () => {
    const before = await readWorkspaceRows(api.database, api.mine.id);
    const refused: string[] = [];
    const visited = new Set<string>();
    // The second time, theirs has things under the same names.
    for (const round of ['first', 'second']) {
      for (const route of routes) {
        for (const answer of await visit(route)) {
          visited.add(route.name);
          expect([round, route.name, shown(answer)]).toEqual([round, route.name, null]);
          expect([route.name, answer.status < 500]).toEqual([route.name, true]);
          if ([400, 415, 422].includes(answer.status)) refused.push(`${route.name}: ${answer.text}`);
        }
      }
    }
    expect(await readWorkspaceRows(api.database, api.mine.id)).toEqual(before);
    // A call that was refused for its form has found nothing out: tell this walk what the route takes.
    expect(refused).toEqual([]);
    expect(routes.filter(({ name }) => !visited.has(name))).toEqual([]);
  });

  it.each(['userId=ana', 'journey=welcome', 'name=Seen'])(
    'no list finds anything of mine by %s',
    async (query) => {
      for (const route of lists())
        for (const answer of await visit(route, `?${query}`))
          expect([route.name, shown(answer)]).toEqual([route.name, null]);
    },
  );

  it('this would be seen: with my own keys, much of it is shown', async () => {
    const { keys } = api.mine;
    const answers = await Promise.all(lists().map(({ path }) => api.call('GET', path, { key: keys.secret })));
    expect(answers.filter((answer) => shown(answer) !== null).length).toBeGreaterThan(8);
  });
});
