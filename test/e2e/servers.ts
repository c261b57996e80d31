import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTestDatabase } from '../setup/database';
import { postgresOfRun, startTemporal, temporalVariable, type Temporal } from '../setup/temporal';

/** What a stack stands on. */
export interface Servers {
  /** Of a migrated database that is the stack's alone. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  close(): Promise<void>;
}

/** A database of its own in the PostgreSQL of this run, and the Temporal server of this run. */
export async function openSharedServers(): Promise<Servers> {
  const temporalAddress = process.env[temporalVariable];
  if (temporalAddress === undefined)
    throw new Error('No Temporal server runs for this spec: is it named *.e2e.spec.ts?');
  const { url, close } = await openTestDatabase();
  return { databaseUrl: url, temporalAddress, close };
}

/** The same, with a Temporal server of its own: for who ends it. */
export async function openServersWithTemporal(): Promise<Servers & { readonly temporal: Temporal }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jornada-e2e-'));
  const database = await openTestDatabase();
  const name = `temporal_${new URL(database.url).pathname.slice(-12)}`;
  const temporal = await startTemporal(postgresOfRun(), { name, folder });
  return {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    temporal,
    async close() {
      await temporal.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
