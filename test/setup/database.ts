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
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
