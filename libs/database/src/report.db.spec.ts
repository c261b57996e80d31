import { randomUUID } from 'node:crypto';
import { openTestDatabase } from '../../../test/setup/database';
import { foldReportChanges, openDatabase, readJourneyNumbers, type Database } from './index';

/** What the report must say, counted over the rows themselves. */
async function countRows(database: Database, journeyId: string): Promise<object> {
  const count = async (sql: string): Promise<Record<string, number>> => {
    const { rows } = await database.pool.query<{ name: string; count: number }>(
      `SELECT name, count(*)::int AS count FROM (${sql}) AS counted GROUP BY name`,
      [journeyId],
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  };
  const states = await count('SELECT state AS name FROM enrollment WHERE journey_id = $1');
  return {
    entered: Object.values(states).reduce((sum, one) => sum + one, 0),
    active: await count(`SELECT step AS name FROM enrollment WHERE journey_id = $1 AND state = 'active'`),
    completed: states['completed'] ?? 0,
    exited: states['exited'] ?? 0,
    sends: await count('SELECT state AS name FROM send WHERE journey_id = $1'),
  };
}

describe('what a report counts', () => {
  let database: Database;
  let close: () => Promise<void>;
  const ids = { workspaceId: randomUUID(), journeyId: randomUUID() };
  beforeAll(async () => {
    const test = await openTestDatabase();
    close = test.close;
    database = openDatabase({ url: test.url, poolSize: 8 });
  });
  afterAll(async () => {
    await database.close();
    await close();
  });

  const enter = async (): Promise<string> => {
    const id = randomUUID();
    await database.pool.query(
      `INSERT INTO enrollment (id, workspace_id, journey_id, version, profile_id, again, step, trigger, entered_at)
       VALUES ($1, $2, $3, 1, $1, 'always', 'first', '{}', now())`,
      [id, ids.workspaceId, ids.journeyId],
    );
    return id;
  };
  const send = (enrollmentId: string) =>
    database.pool.query(
      `INSERT INTO send (id, workspace_id, enrollment_id, profile_id, journey_id, step, visit, channel, provider, class, address, state, created_at, updated_at)
       VALUES ($1, $2, $1, $1, $3, 'mail', 1, 'email', 'mailbox', 'marketing', 'ana@example.com', 'CLAIMED', now(), now())
       ON CONFLICT DO NOTHING`,
      [enrollmentId, ids.workspaceId, ids.journeyId],
    );
  const change = (table: 'enrollment' | 'send', id: string, set: string) =>
    database.pool.query(`UPDATE ${table} SET ${set} WHERE id = $1`, [id]);

  /** One life in a few steps; each ends differently by its number. */
  async function live(number: number): Promise<void> {
    const id = await enter();
    await change('enrollment', id, `step = 'second', turn = turn + 1`);
    await send(id);
    await send(id);
    await change('send', id, `state = '${number % 2 === 0 ? 'ACCEPTED' : 'UNKNOWN'}'`);
    await change('send', id, 'updated_at = now()');
    if (number % 3 === 0) await change('enrollment', id, `state = 'completed', step = 'second'`);
    if (number % 3 === 1)
      await change('enrollment', id, `state = 'exited', because = 'bought: total is ${number}'`);
  }

  test('is what the rows say: before, while and after changes are folded, by two at once', async () => {
    const lives = Array.from({ length: 90 }, (_, number) => live(number));
    const cameInto = new Map<string, number>();
    const fold = async (most: number): Promise<number> => {
      const { changes, sends } = await foldReportChanges(database, most);
      for (const [state, count] of Object.entries(sends))
        cameInto.set(state, (cameInto.get(state) ?? 0) + count);
      return changes;
    };
    const folds = Array.from({ length: 20 }, () => fold(7));
    await Promise.all([...lives, ...folds]);
    const rows = await countRows(database, ids.journeyId);
    expect(rows).toMatchObject({ entered: 90, completed: 30, exited: 30, active: { second: 30 } });
    expect(await readJourneyNumbers(database, ids.journeyId)).toMatchObject(rows);
    while ((await fold(100)) > 0);
    expect((await database.pool.query('SELECT FROM report_change')).rowCount).toBe(0);
    expect(Object.fromEntries(cameInto)).toEqual({ CLAIMED: 90, ACCEPTED: 45, UNKNOWN: 45 });
    expect(await readJourneyNumbers(database, ids.journeyId)).toMatchObject(rows);
  });

  test('has ends by their reason, without what the reason tells of one person', async () => {
    expect(await readJourneyNumbers(database, ids.journeyId)).toMatchObject({
      exits: [{ reason: 'bought', count: 30 }],
    });
  });

  test('forgets what was rolled back', async () => {
    const before = await readJourneyNumbers(database, ids.journeyId);
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE enrollment SET state = 'exited' WHERE state = 'active'`);
    await client.query('ROLLBACK');
    client.release();
    expect(await readJourneyNumbers(database, ids.journeyId)).toEqual(before);
  });
});
