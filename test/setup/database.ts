import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** The environment variable by which specs find the PostgreSQL of their run. */
export const adminUrlVariable = 'JORNADA_TEST_POSTGRES';

/** The migrated, empty database from which those of the specs are cloned. */
export const templateDatabase = 'jornada_template';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, and cuts who is still connected. */
  close(): Promise<void>;
}

/**
 * Opens a database for one spec alone: migrated, empty, gone after `close`. Only specs named `*.db.spec.ts`,
 * `*.http.spec.ts` or `*.e2e.spec.ts` have a PostgreSQL to clone it in.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env[adminUrlVariable];
  if (adminUrl === undefined) throw new Error('No PostgreSQL runs for this spec: is it named *.db.spec.ts?');
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await runStatement(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase} STRATEGY FILE_COPY`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    close: () => runStatement(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Runs one statement on a connection of its own. */
export async function runStatement(url: string, statement: string): Promise<void> {
  await ask(url, statement);
}

/** The names of a table's indexes, in order. */
export async function indexesOf(url: string, table: string): Promise<readonly string[]> {
  const rows = await ask<{ name: string }>(
    url,
    'SELECT indexname AS name FROM pg_indexes WHERE tablename = $1 ORDER BY indexname',
    [table],
  );
  return rows.map(({ name }) => name);
}

async function ask<Row extends object>(
  url: string,
  statement: string,
  values: readonly string[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
