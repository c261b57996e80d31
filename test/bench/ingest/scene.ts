import { createHash, randomUUID } from 'node:crypto';
import type { Log } from '../../../apps/standalone/src/setup';
import { findWorkspaceByKey } from '#workspaces';
import { openDatabase } from '#database';
import { countIngested, insertBarely, insertPeople, type Ingested } from '#database/testing';
import { openPoster } from '../post-json';
import type { Stage } from '../stage';
import type { Take } from './load';
import type { Options } from './options';

/** The event that is sent, and the value of its `total` that wakes who waits for it. */
const EVENT = 'Item Viewed';
const WAKING = 5_000;
/** People whose events are sent: a sample of all. */
const MOST_SENDERS = 10_000;
const CONNECTIONS = 20;

/** The two that are measured, on the same database. */
export interface Scene {
  readonly stage: Stage;
  /** Bare multi-row INSERTs of the rows that an event comes to. */
  readonly control: Take;
  /** Calls over HTTP, of `/v1/batch` or, with one event, of `/v1/track`. */
  readonly jornada: Take;
  /** How many events Jornada was sent, and how many enrollments these must have begun. */
  readonly sent: () => { readonly events: number; readonly entering: number };
  /** What of it is in the database. */
  ingested(): Promise<Ingested>;
  /** Wakes everybody who waits. @returns how many were woken, and in how many seconds */
  wake(): Promise<{ readonly woken: number; readonly seconds: number }>;
  stop(): Promise<void>;
  kill(): void;
}

/** Makes the people and the journeys that the load meets. */
export async function openScene(stage: Stage, options: Options, log: Log): Promise<Scene> {
  const { url, keys, postgres } = stage;
  const database = openDatabase({ url: postgres.url('jornada'), poolSize: CONNECTIONS });
  const workspace = await findWorkspaceByKey(database, 'demo');
  if (!workspace) throw new Error('there is no workspace to measure');
  log(`Making ${options.profiles} people ...`);
  await insertPeople(database, workspace.id, options.profiles);
  const poster = openPoster(url);
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<void> => {
    const headers = { authorization: `Bearer ${keys.secret}` };
    const status = await poster.post(path, body, headers, method);
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  };
  for (const journey of journeysOf(options)) {
    await post(`/v1/journeys/${journey.key}`, journey, 'PUT');
    await post(`/v1/journeys/${journey.key}/publish`, {});
  }
  const stride = Math.max(1, Math.floor(options.profiles / MOST_SENDERS));
  const senders = Math.min(options.profiles, MOST_SENDERS);
  const personOf = (place: number): string => `person-${(place % senders) * stride + 1}`;
  const waiting = Array.from({ length: options.waiting }, (_, place) => personOf(place));
  if (waiting.length > 0)
    await post('/v1/batch', {
      batch: waiting.map((userId) => ({ type: 'track', userId, event: 'Wait Begun' })),
    });

  let place = 0;
  let events = 0;
  let entering = 0;
  const eventsOf = (size: number) =>
    Array.from({ length: size }, () => {
      place += 1;
      // Prime steps: everybody's turn comes, and with any total.
      return {
        ...{ type: 'track', event: EVENT, userId: personOf(place * 7_919), messageId: randomUUID() },
        properties: {
          total: (place * 31) % 1_000,
          currency: 'EUR',
          items: [{ sku: 'cup-7', name: 'Cup', quantity: 2 }],
        },
      };
    });
  const before = await countIngested(database, workspace.id, EVENT);
  return {
    stage,
    control: (size) =>
      insertBarely(
        database,
        workspace.id,
        eventsOf(size).map(({ userId, messageId, properties }) => {
          return { id: randomUUID(), profileId: profileIdOf(userId), messageId, name: 'Bare', properties };
        }),
      ),
    async jornada(size) {
      const batch = eventsOf(size);
      events += size;
      entering += batch.filter(({ properties }) => properties.total < options.journeys).length;
      const [only] = batch;
      await (size === 1 && only ? post('/v1/track', only) : post('/v1/batch', { batch }));
    },
    sent: () => ({ events, entering }),
    async ingested() {
      const now = await countIngested(database, workspace.id, EVENT);
      return {
        events: now.events - before.events,
        begun: now.begun - before.begun,
        woken: now.woken - before.woken,
      };
    },
    async wake() {
      const batch = waiting.map((userId) => ({
        ...{ type: 'track', event: EVENT, userId, properties: { total: WAKING } },
      }));
      const begun = performance.now();
      if (batch.length > 0) await post('/v1/batch', { batch });
      const seconds = (performance.now() - begun) / 1000;
      events += batch.length;
      const { woken } = await countIngested(database, workspace.id, EVENT);
      return { woken: woken - before.woken, seconds };
    },
    async stop() {
      poster.close();
      await database.close();
    },
    kill: () => poster.close(),
  };
}

/** As `insertPeople` makes them. */
function profileIdOf(userId: string): string {
  const hash = createHash('md5').update(userId).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function journeysOf({ journeys, waiting }: Options) {
  const matching = Array.from({ length: journeys }, (_, index) => ({
    ...{ key: `listening-${index}`, name: `Listening ${index}`, entry: { again: 'always' } },
    trigger: { event: EVENT, where: { field: 'event.total', op: 'eq', value: index } },
    ...{ start: 'pause', steps: { pause: { kind: 'wait', for: '30d', next: null } } },
  }));
  const path = {
    name: 'seen',
    event: EVENT,
    where: { field: 'event.total', op: 'eq', value: WAKING },
    next: null,
  };
  const wait = {
    ...{ key: 'waiting', name: 'Waiting', trigger: { event: 'Wait Begun' }, start: 'hold' },
    steps: { hold: { kind: 'waitFor', paths: [path], timeout: '30d', onTimeout: null } },
  };
  return waiting > 0 ? [...matching, wait] : matching;
}
