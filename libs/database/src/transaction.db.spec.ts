import { openTestDatabase } from '../../../test/setup/database';
import { inTransaction, isDatabaseAway, openDatabase, type Database } from './index';

describe('a transaction whose connection breaks', () => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const test = await openTestDatabase();
    close = test.close;
    database = openDatabase({ url: test.url, poolSize: 2 });
  });
  afterAll(async () => {
    await database.close();
    await close();
  });

  test('between two statements fails as one whose database is away; the process and the pool live on', async () => {
    const broken = inTransaction(database, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const gone = new Promise((resolve) => tx.once('end', resolve));
      await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await gone;
      await tx.query('SELECT 1');
    });
    await expect(broken.catch(isDatabaseAway)).resolves.toBe(true);
    expect((await database.pool.query('SELECT 1')).rowCount).toBe(1);
  });
});
