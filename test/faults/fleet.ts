// Several API processes on one database, and nothing else: events are taken without Temporal.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, type Database } from '#database';
import { ensureDemoWorkspace, generateKeyText } from '#workspaces';
import { findFreePort } from '../../apps/standalone/src/free-ports';
import { proc, type Proc } from '../e2e/proc';
import { openTestDatabase } from '../setup/database';

/** One event of somebody: the number counts what they did. */
export interface Numbered {
  readonly type: 'track';
  readonly event: string;
  readonly userId: string;
  readonly messageId: string;
  readonly properties: { readonly number: number };
}

export interface Fleet {
  readonly database: Database;
  readonly apis: readonly Proc[];
  /** Posts events to one of the processes. @returns whether they were acknowledged; a broken connection and a 5xx are none */
  send(api: number, batch: readonly Numbered[]): Promise<boolean>;
  /** Posts events until they are acknowledged, to one process after the other. */
  insist(first: number, batch: readonly Numbered[]): Promise<void>;
  /** The numbers of what everybody did, in the order in which it was stored. */
  stored(event: string): Promise<ReadonlyMap<string, readonly number[]>>;
  close(): Promise<void>;
}

/** Starts so many processes. */
export async function openFleet(count: number): Promise<Fleet> {
  const own = await openTestDatabase();
  const database = openDatabase({ url: own.url, poolSize: 3 });
  const keys = {
    write: generateKeyText('wk'),
    browser: generateKeyText('wk'),
    secret: generateKeyText('sk'),
  };
  await ensureDemoWorkspace(database, keys);
  const ports = await Promise.all(Array.from({ length: count }, () => findFreePort()));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const master = randomBytes(32).toString('base64url');
  const apis = ports.map((port, at) =>
    proc({
      name: `API ${at}`,
      file: 'apps/api/src/main.js',
      env: {
        ...{ DATABASE_URL: own.url, DATABASE_POOL: '8', NODE_ENV: 'production', JORNADA_MASTER_KEY: master },
        ...{
          PORT: String(port),
          HOST: '127.0.0.1',
          PUBLIC_URL: urls[at] ?? '',
          TEMPORAL_ADDRESS: '127.0.0.1:1',
        },
      },
      isReady: (said) => said.includes('the API listens'),
      // Others are under load all the while.
      readyWithin: 400_000,
    }),
  );
  await Promise.all(apis.map((api) => api.start()));
  /** Once closed, nobody goes on who was left behind by a spec that failed. */
  let isOpen = true;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys.secret}` };
  const send: Fleet['send'] = async (api, batch) => {
    const body = JSON.stringify({ batch });
    const answer = await fetch(`${urls[api % count]}/v1/batch`, { method: 'POST', headers, body }).catch(
      () => null,
    );
    if (answer && answer.status >= 400 && answer.status < 500) throw new Error(await answer.text());
    return answer?.status === 200;
  };
  return {
    ...{ database, apis, send },
    async insist(first, batch) {
      for (let api = first; isOpen && !(await send(api, batch)); api++) await pause(50);
    },
    async stored(event) {
      const rows = await database.prisma.event.findMany({ where: { name: event }, orderBy: { seq: 'asc' } });
      const names = await database.prisma.profileIdentifier.findMany({ where: { kind: 'userId' } });
      const nameOf = new Map(names.map(({ profileId, value }) => [profileId, value]));
      const numbers = new Map<string, number[]>();
      for (const { profileId, properties } of rows) {
        const name = nameOf.get(profileId) ?? '';
        numbers.set(name, [...(numbers.get(name) ?? []), (properties as Numbered['properties']).number]);
      }
      return numbers;
    },
    async close() {
      isOpen = false;
      await Promise.all(apis.map((api) => api.stop()));
      await database.close();
      await own.close();
    },
  };
}
