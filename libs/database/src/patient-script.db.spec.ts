import { PrismaPg } from '@prisma/adapter-pg';
import { openTestDatabase, type TestDatabase } from '../../../test/setup/database';
import { openDatabase, type Database } from './index';
import { patient } from './patient-script';

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

test('a migration that waits for a lock lets those pass who come after it, and tries again', async () => {
  const adapter = await new PrismaPg({ connectionString: own.url, max: 1 }).connect();
  const reader = await database.pool.connect();
  await reader.query('BEGIN');
  await reader.query('SELECT FROM hit');
  const script = 'ALTER TABLE hit ADD COLUMN more int; ALTER TABLE hit ADD COLUMN less int;';
  const tried: number[] = [];
  const run = adapter.executeScript.bind(adapter);
  adapter.executeScript = (statement) => {
    tried.push(tried.length);
    return run(statement);
  };
  const migrating = patient(adapter, { timeout: 50, stepBack: 20 }).executeScript(script);
  while (tried.length < 3) await database.pool.query('SELECT count(*) FROM hit');
  await reader.query('COMMIT');
  reader.release();
  await migrating;
  const { rows } = await database.pool.query('SELECT more, less FROM hit');
  expect(rows).toEqual([]);
  await adapter.dispose();
});
