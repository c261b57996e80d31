import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { adminUrlVariable, openTestDatabase, runStatement } from '../../../test/setup/database';

const run = promisify(execFile);
const built = path.join(__dirname, '..', '..', '..', 'dist', 'libs', 'database', 'src', 'index.js');
const migrations = readdirSync(path.join(__dirname, '../../../prisma/migrations'), {
  withFileTypes: true,
}).filter((entry) => entry.isDirectory()).length;

/** Calls a function of the build in a process of its own: the schema engine is a module that Jest cannot load. */
async function call(name: string, url: string): Promise<string> {
  const program = `require(${JSON.stringify(built)}).${name}(process.argv[1]).then((answer) => process.stdout.write(answer ?? ''))`;
  const { stdout } = await run(process.execPath, ['-e', program, url], { maxBuffer: 10_000_000 });
  return stdout;
}

async function query(url: string, text: string): Promise<readonly object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as readonly object[];
  } finally {
    await client.end();
  }
}

/** Columns and indexes, but for those of partitions, which are made by the clock, and of expressions, which the schema cannot say. */
async function shapeOf(url: string): Promise<readonly object[]> {
  const columns = await query(
    url,
    `SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
            pg_get_expr(d.adbin, d.adrelid) AS "default"
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
      ORDER BY 1, 2`,
  );
  const indexes = await query(
    url,
    `SELECT c.relname AS index, replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ') AS definition
       FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relname <> '_prisma_migrations' AND i.indexprs IS NULL
      ORDER BY 1`,
  );
  const keys = await query(
    url,
    `SELECT conname AS key, pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype = 'f' ORDER BY 1`,
  );
  return [...columns, ...indexes, ...keys];
}

describe('migrate', () => {
  const adminUrl = (): string => process.env[adminUrlVariable] ?? '';
  const names: string[] = [];
  const freshUrl = (name: string): string => {
    names.push(name);
    return adminUrl().replace(/\/[^/]*$/, `/${name}`);
  };
  afterAll(async () => {
    for (const name of names) await runStatement(adminUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  test('the migrations make what the schema says', async () => {
    const migrated = await openTestDatabase();
    const described = freshUrl(`described_${process.pid}`);
    await runStatement(adminUrl(), `CREATE DATABASE described_${process.pid}`);
    await runStatement(described, await call('schemaScript', adminUrl()));
    expect(await shapeOf(migrated.url)).toEqual(await shapeOf(described));
    await migrated.close();
  });

  test('a missing database is made; two processes that start at once do not meet; a third time changes nothing', async () => {
    const url = freshUrl(`missing_${process.pid}`);
    await Promise.all([call('migrate', url), call('migrate', url)]);
    const before = await shapeOf(url);
    await call('migrate', url);
    expect(await shapeOf(url)).toEqual(before);
    expect(
      await query(url, 'SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL'),
    ).toEqual([{ count: migrations }]);
  });

  test('a database of another release is refused in one sentence', async () => {
    const { url, close } = await openTestDatabase();
    await runStatement(url, `UPDATE _prisma_migrations SET checksum = 'another'`);
    await expect(call('migrate', url)).rejects.toThrow(
      /The database was migrated by another release of Jornada/,
    );
    await close();
  });

  test('events and messages of today find their partition', async () => {
    const { url, close } = await openTestDatabase();
    const parts = await query(
      url,
      `SELECT p.relname AS parent, count(*)::int AS parts FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
        WHERE p.relkind = 'p' GROUP BY 1 ORDER BY 1`,
    );
    expect(parts).toEqual([
      { parent: 'event', parts: 5 },
      { parent: 'message', parts: 4 },
    ]);
    await close();
  });
});
