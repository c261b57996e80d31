import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { built } from './built';
import { adminUrlVariable, runStatement, templateDatabase } from './database';
import { postgresOfRun, startTemporal, temporalVariable } from './temporal';

type Postgres = typeof import('../../apps/standalone/src/postgres/postgres-server');

const runFile = promisify(execFile);

/** How to stop what was started, the last first. Jest's setup and teardown modules share one process and this list. */
const stops: (() => Promise<void>)[] = [];

let postgres: Promise<string> | null = null;
let temporal: Promise<string> | null = null;

/**
 * Starts the PostgreSQL of this run, once, on a free port and in a folder of its own, with a migrated database from
 * which each spec clones its own. Specs learn of it by the environment.
 */
export async function startTestPostgres(): Promise<void> {
  postgres ??= startMigratedPostgres();
  process.env[adminUrlVariable] = await orStop(postgres);
}

/**
 * Starts the Temporal server of this run, once, in that PostgreSQL, for all specs that do not end theirs. Building it takes
 * minutes the first time on a machine, too long for a spec that starts its own.
 */
export async function startTestTemporal(): Promise<void> {
  temporal ??= startSharedTemporal();
  process.env[temporalVariable] = await orStop(temporal);
}

/** After a failed setup Jest ends without any teardown. */
async function orStop<Started>(starting: Promise<Started>): Promise<Started> {
  try {
    return await starting;
  } catch (error) {
    await stopServers();
    throw error;
  }
}

async function startSharedTemporal(): Promise<string> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const server = await startTemporal(postgresOfRun(), { name: 'temporal', folder: openFolder(), log });
  stops.unshift(() => server.stop());
  return server.address;
}

async function startMigratedPostgres(): Promise<string> {
  const { startPostgres } = built<Postgres>('apps/standalone/src/postgres/postgres-server');
  const folder = openFolder();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endInOrder);
  const server = await startPostgres({ folder, persistent: false });
  stops.unshift(() => server.stop());
  await runFile(process.execPath, [join(__dirname, 'migrate.cjs')], {
    env: { ...process.env, DATABASE_URL: server.url(templateDatabase) },
  });
  await sealTemplate(server.url('postgres'));
  return server.url('postgres');
}

/** A folder of this run, removed at its end. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jornada-test-'));
  stops.unshift(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Only a database to which nobody is connected can be cloned. */
async function sealTemplate(adminUrl: string): Promise<void> {
  await runStatement(adminUrl, `ALTER DATABASE ${templateDatabase} ALLOW_CONNECTIONS false`);
  await runStatement(
    adminUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${templateDatabase}'`,
  );
}

/** Jest would end without teardown, and leave folders behind. */
function endInOrder(): void {
  stopServers().then(
    () => process.exit(130),
    () => process.exit(130),
  );
}

/** Stops and removes all that was started. */
export async function stopServers(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, endInOrder);
  postgres = null;
  temporal = null;
  delete process.env[adminUrlVariable];
  delete process.env[temporalVariable];
}
