import { randomUUID } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../test/setup/database';
import {
  alone,
  dropOldPartitions,
  ensurePartitions,
  forgetContent,
  forgetHits,
  forgetRuns,
  openDatabase,
  type Database,
} from './index';
import { GENERATION_NOW } from './partitions.sql';

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await openTestDatabase();
  database = openDatabase({ url: own.url });
});
afterAll(async () => {
  await database.close();
  await own.close();
});

/** Makes a partition of messageIds of so many generations ago, and one of events of so many months ago. @returns their names */
async function makeOld(generations: number, months: number): Promise<readonly [string, string]> {
  const { rows } = await database.pool.query<{ generation: number; month: Date; next: Date }>(
    `SELECT ${GENERATION_NOW} - $1::int AS generation, month, month + interval '1 month' AS next
       FROM (SELECT date_trunc('month', now(), 'UTC') - make_interval(months => $2::int) AS month) AS one`,
    [generations, months],
  );
  const { generation, month, next } = rows[0] ?? { generation: 0, month: new Date(0), next: new Date(0) };
  const names = [
    `message_${generation}`,
    `event_${month.toISOString().slice(0, 7).replace('-', '_')}`,
  ] as const;
  await database.pool.query(
    `CREATE TABLE IF NOT EXISTS ${names[0]} PARTITION OF message FOR VALUES IN (${generation})`,
  );
  await database.pool.query(
    `CREATE TABLE IF NOT EXISTS ${names[1]} PARTITION OF event FOR VALUES FROM ('${month.toISOString()}') TO ('${next.toISOString()}')`,
  );
  return names;
}

const isThere = async (name: string): Promise<boolean> =>
  (await database.pool.query('SELECT FROM pg_class WHERE relname = $1', [name])).rowCount === 1;

describe('Partitions past their time', () => {
  test('a generation is dropped once nobody looks it up, a month once it is not kept', async () => {
    const [lookedUp, kept] = await makeOld(4, 24);
    const [forgotten, old] = await makeOld(5, 25);
    expect(await dropOldPartitions(database.pool, 24)).toEqual([old, forgotten]);
    expect(await Promise.all([lookedUp, kept, forgotten, old].map(isThere))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await dropOldPartitions(database.pool, 24)).toEqual([]);
  });

  test('all months are kept where nobody says how many', async () => {
    const [, old] = await makeOld(0, 900);
    expect(await dropOldPartitions(database.pool, null)).toEqual([]);
    expect(await isThere(old)).toBe(true);
    expect(await isThere('event_default')).toBe(true);
  });

  test('one that is in use is left for the next round', async () => {
    const [forgotten] = await makeOld(7, 0);
    const reader = await database.pool.connect();
    await reader.query('BEGIN');
    await reader.query(`SELECT FROM ${forgotten}`);
    expect(await dropOldPartitions(database.pool, null)).toEqual([]);
    await reader.query('COMMIT');
    reader.release();
    expect(await dropOldPartitions(database.pool, null)).toEqual([forgotten]);
  });

  test('one process at a time sees to them', async () => {
    const seen = await alone(database, async () => ({
      others: await alone(database, () => Promise.resolve('too')),
    }));
    expect(seen).toEqual({ others: null });
    expect(await alone(database, () => Promise.resolve('again'))).toBe('again');
  });

  test('those ahead are made again, also where events of their month have come to rest elsewhere', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^event_\\d' ORDER BY relname DESC LIMIT 2`,
    );
    const [last = '', next = ''] = rows.map(({ name }) => name);
    const day = (name: string): string => `${name.slice(6).replace('_', '-')}-15`;
    await database.pool.query(`DROP TABLE ${last}, ${next}`);
    await database.pool.query(
      `INSERT INTO event (id, received_at, workspace_id, profile_id, type, name, timestamp, message_id, source)
       VALUES (gen_random_uuid(), $1::date, gen_random_uuid(), gen_random_uuid(), 'track', 'Seen', now(), 'm', 'client')`,
      [day(next)],
    );
    await ensurePartitions(database.pool);
    expect(await Promise.all([last, next].map(isThere))).toEqual([true, false]);
  });
});

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);
const daysAgo = (days: number): Date => new Date(NOW - days * DAY);
const workspaceId = randomUUID();

describe('What recipients did', () => {
  test('is forgotten after thirty days, but for what is not recorded yet', async () => {
    const hit = { workspaceId, sendId: randomUUID(), kind: 'click' };
    const [late, young] = [randomUUID(), randomUUID()];
    await database.prisma.hit.createMany({
      data: [
        { ...hit, id: randomUUID(), at: daysAgo(31) },
        { ...hit, id: late, at: daysAgo(31), emitAt: daysAgo(0) },
        { ...hit, id: young, at: daysAgo(29) },
      ],
    });
    expect(await forgetHits(database.pool, 10, NOW)).toBe(1);
    const left = await database.prisma.hit.findMany({ orderBy: { at: 'asc' } });
    expect(left.map(({ id }) => id)).toEqual([late, young]);
  });
});

describe('What was sent', () => {
  test('is forgotten after thirty days; where links lead, a year later', async () => {
    const said = { workspaceId, sender: { name: 'Shop' }, subject: 'Hello', html: '<p>', text: 'Hello' };
    const mail = (days: number, links: string[]): string => `${days} days, ${links.length} links`;
    const ids = new Map<string, string>();
    for (const [days, links] of [
      [29, []],
      [31, []],
      [31, ['https://a.example']],
      [401, ['https://a.example']],
    ] as const) {
      const sendId = randomUUID();
      ids.set(sendId, mail(days, [...links]));
      await database.prisma.sendContent.create({
        data: { ...said, sendId, links: [...links], createdAt: daysAgo(days) },
      });
    }
    expect(await forgetContent(database.pool, 10, NOW)).toBe(3);
    const left = await database.prisma.sendContent.findMany({ orderBy: { createdAt: 'asc' } });
    expect(
      left.map(({ sendId, sender, subject, html, links }) => [ids.get(sendId), sender, subject, html, links]),
    ).toEqual([
      ['31 days, 1 links', null, '', null, ['https://a.example']],
      ['29 days, 0 links', { name: 'Shop' }, 'Hello', '<p>', []],
    ]);
    expect(await forgetContent(database.pool, 10, NOW)).toBe(0);
  });
});

describe('How a run went', () => {
  test('is forgotten so long after its end; that somebody went through is not', async () => {
    const enter = async (endedAt: Date | null): Promise<string> => {
      const id = randomUUID();
      const ids = { id, workspaceId, journeyId: randomUUID(), profileId: randomUUID() };
      const trigger = { name: 'Cart Updated', properties: { total: 5 } };
      const state = endedAt === null ? 'active' : 'completed';
      await database.prisma.enrollment.create({
        data: {
          ...ids,
          version: 1,
          again: 'never',
          state,
          trigger,
          memory: { a: 1 },
          enteredAt: daysAgo(90),
          endedAt,
        },
      });
      const step = { enrollmentId: id, workspaceId, did: 'entered', because: 'so' };
      await database.prisma.stepLog.createMany({
        data: [0, 1].map((seq) => ({ ...step, seq, at: daysAgo(90 - seq) })),
      });
      return id;
    };
    const [old, active, young] = [await enter(daysAgo(60)), await enter(null), await enter(daysAgo(20))];
    const told = async (id: string): Promise<readonly unknown[]> => {
      const { memory, trigger } = await database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
      return [await database.prisma.stepLog.count({ where: { enrollmentId: id } }), memory, trigger];
    };
    expect(await forgetRuns(database.pool, 10, NOW - 30 * DAY)).toBe(1);
    expect(await told(old)).toEqual([0, {}, { name: 'Cart Updated', properties: {} }]);
    for (const id of [active, young])
      expect(await told(id)).toEqual([2, { a: 1 }, { name: 'Cart Updated', properties: { total: 5 } }]);
    expect(await forgetRuns(database.pool, 10, NOW - 30 * DAY)).toBe(0);
  });
});
