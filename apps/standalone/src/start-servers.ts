import path from 'node:path';
import { type StandaloneConfig } from '#config';
import { migrate } from '#database';
import { startPostgres } from './postgres/postgres-server';
import { type RunningParts } from './running-parts';
import { type Log, SetupError, withProgress } from './setup';
import { findTemporalServer, startTemporalServer } from './temporal/temporal-server';

/** Where people look for Temporal; another port is used where these are taken. */
const USUAL_PORTS = { frontend: 7233, ui: 8233 } as const;

/** The servers that Jornada stands on, running, with the database migrated. */
export interface Servers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalUi: string | null;
}

/**
 * Brings up PostgreSQL and Temporal, or uses those that the settings name. A database that is named is used for Jornada
 * only: a Temporal of ours keeps its own in the data folder.
 * @param meanwhile called while Temporal comes up in its process: for work in ours
 */
export async function startServers(
  parts: RunningParts,
  config: StandaloneConfig,
  dataFolder: string,
  { log, meanwhile }: { readonly log: Log; readonly meanwhile: () => void },
): Promise<Servers> {
  const server = await parts.during((signal) => findTemporalServer({ log, signal }));
  const isPostgresNeeded = config.databaseUrl === null || server.kind === 'own';
  const postgres = isPostgresNeeded
    ? await parts.start('PostgreSQL', () =>
        withProgress(log, 'Starting PostgreSQL', () =>
          startPostgres({ folder: path.join(dataFolder, 'postgres'), persistent: true }),
        ),
      )
    : null;
  const databaseUrl = config.databaseUrl?.reveal() ?? postgres?.url('jornada') ?? '';
  const [temporal] = await Promise.all([
    parts.start('the Temporal server', () =>
      withProgress(log, 'Starting the Temporal server', () =>
        startTemporalServer({
          ...{ server, postgres, log, meanwhile, ui: true, ports: USUAL_PORTS },
          dataFolder: path.join(dataFolder, 'temporal'),
        }),
      ),
    ),
    parts.during(() =>
      withProgress(log, 'Preparing the database', () =>
        prepareDatabase(databaseUrl, config.databaseUrl !== null),
      ),
    ),
  ]);
  return { databaseUrl, temporalAddress: temporal.address, temporalUi: temporal.uiUrl };
}

async function prepareDatabase(url: string, isTheirs: boolean): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    if (!isTheirs || !(error instanceof Error)) throw error;
    const because = error.message === '' ? error.name : error.message.replace(/\.$/, '');
    throw new SetupError(`The database that DATABASE_URL names cannot be used: ${because}.`);
  }
}
