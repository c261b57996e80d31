import { readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ensurePartitions } from './partitions.sql';
import { openSchemaEngine } from './schema-engine';
import { projectFolder } from './project-folder';

interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/** Serialises migrations of several processes that start at once. */
const LOCK = 7_261_034;
const ASK_EVERY = 100;

/**
 * Brings a database up to date: creates it where it is missing, applies the migrations of prisma/migrations by
 * Prisma's own schema engine (so that the Prisma CLI agrees), and sees to the partitions of the months ahead.
 * Safe to repeat, and fast when there is nothing to do.
 * @throws Error with one sentence where the database was migrated by another release, or cannot be reached
 */
export async function migrate(url: string): Promise<void> {
  await createMissingDatabase(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await takeTurn(client);
    const migrations = await readMigrations();
    if (!(await isUpToDate(client, migrations))) await applyMigrations(url, migrations);
    await ensurePartitions(client);
  } finally {
    await client.end();
  }
}

/** Asks again and again: who waited inside a statement would be waited for by an index that is made CONCURRENTLY. */
async function takeTurn(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [LOCK]);
    if (rows[0]?.ours) return;
    await pause(ASK_EVERY);
  }
}

async function createMissingDatabase(url: string): Promise<void> {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  const probe = new Client({ connectionString: url });
  try {
    await probe.connect();
    await probe.end();
    return;
  } catch (error) {
    if ((error as { code?: unknown }).code !== '3D000') throw error;
  }
  target.pathname = '/postgres';
  const admin = new Client({ connectionString: target.toString() });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04, 23505: another process created it meanwhile.
    if (!['42P04', '23505'].includes(String((error as { code?: unknown }).code))) throw error;
  } finally {
    await admin.end();
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const folder = path.join(projectFolder(), 'prisma', 'migrations');
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const script = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}

async function isUpToDate(client: Client, migrations: readonly Migration[]): Promise<boolean> {
  const table = await client.query<{ found: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS found`,
  );
  if (table.rows[0]?.found == null) return false;
  const applied = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const row of applied.rows) {
    if (known.get(row.migration_name) !== row.checksum) {
      throw new Error(
        `The database was migrated by another release of Jornada (migration '${row.migration_name}'); start that release, or use another database.`,
      );
    }
    if (row.finished_at === null) {
      throw new Error(
        `Migration '${row.migration_name}' was begun but not finished; restore the database, then start again.`,
      );
    }
  }
  return applied.rows.length === migrations.length;
}

async function applyMigrations(url: string, migrations: readonly Migration[]): Promise<void> {
  const engine = await openSchemaEngine(url);
  await engine.applyMigrations({
    migrationsList: {
      baseDir: './prisma/migrations',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, script }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
      })),
    },
    filters: { externalTables: [], externalEnums: [] },
  });
}
