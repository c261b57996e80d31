import { Client } from 'pg';
import { openTestDatabase, type TestDatabase } from './database';

describe('a database of a spec', () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
  });

  test('is migrated', async () => {
    expect(await ask(one.url, "SELECT to_regclass('profile') IS NOT NULL AS found")).toEqual([
      { found: true },
    ]);
  });

  test('is not seen by another', async () => {
    await ask(one.url, 'CREATE TABLE mine (id int)');
    expect(await ask(other.url, "SELECT to_regclass('mine') AS found")).toEqual([{ found: null }]);
  });

  test('is gone when closed, whoever is still connected', async () => {
    const { url, close } = await openTestDatabase();
    const late = new Client({ connectionString: url });
    const cut = new Promise((settle) => late.on('error', settle));
    await late.connect();
    await close();
    await expect(cut).resolves.toBeInstanceOf(Error);
    await expect(ask(url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}
