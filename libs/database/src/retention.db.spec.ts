import { openTestDatabase, type TestDatabase } from '../../../test/setup/database';
import { alone, dropOldPartitions, ensurePartitions, openDatabase, type Database } from './index';
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
