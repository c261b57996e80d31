import path from 'node:path';
import { loadEnvFile, readStandaloneConfig, Secret } from '#config';
import { openDataFolder } from './data-folder';
import { eventOfExample, FIRST_EXAMPLE, listExamples } from './examples';
import { isPortFree } from './free-ports';
import { openKeys } from './keys';
import { isEmpty, loadExamples } from './load-examples';
import { packageRoot } from './package-root';
import { RunningParts, StoppedEarly } from './running-parts';
import { type Log, SetupError } from './setup';
import { startServers } from './start-servers';
import { onStopSignals } from './stop-signals';
import { welcome } from './welcome';

/**
 * Runs everything in this process and its children until it is told to stop.
 * @returns the exit code
 * @throws SetupError or ConfigError, in one sentence, when it cannot start; nothing is left running then
 */
export async function main({ log }: { readonly log: Log }): Promise<number> {
  let tell: (exitCode: number) => void = () => undefined;
  const told = new Promise<number>((resolve) => (tell = resolve));
  const parts = new RunningParts(log, (sentence) => {
    log(`${sentence} So everything stops.`);
    tell(1);
  });
  onStopSignals(
    () => {
      log('Stopping ...');
      tell(0);
    },
    () => {
      parts.kill();
      process.exit(130);
    },
  );
  // Whatever else ends this process takes its children along.
  process.on('exit', () => parts.kill());
  try {
    await Promise.race([start(parts, log), told]);
    await told;
  } catch (error) {
    if (!(error instanceof StoppedEarly)) throw error;
  } finally {
    await parts.stop();
  }
  log('Stopped.');
  return await told;
}

async function start(parts: RunningParts, log: Log): Promise<void> {
  loadEnvFile();
  const config = readStandaloneConfig(process.env);
  const data = await parts.start('the data folder', () => {
    const folder = openDataFolder(config.dataFolder);
    return { ...folder, stop: () => folder.close(), kill: () => folder.close() };
  });
  if (!(await isPortFree(config.port, config.host))) throw portInUse(config.port);
  const keys = openKeys(data.path, config.keys, config.masterKeys);
  const servers = await startServers(parts, config, data.path, { log, meanwhile: loadApplication });
  const { startApplication } = loadApplication();
  const { provider } = await startApplication(parts, {
    config: {
      ...config,
      databaseUrl: new Secret(servers.databaseUrl),
      masterKeys: new Secret(keys.masters),
      temporal: { ...config.temporal, address: servers.temporalAddress },
    },
    keys,
    logFile: path.join(data.path, 'jornada.log'),
    log,
  });
  const url = addressForPeople(config.host, config.port);
  data.announce(url);
  const examples = path.join(packageRoot(), 'examples');
  const access = { url, secretKey: keys.secret };
  const isNew = await isEmpty(access);
  const load = async (names: readonly string[]): Promise<void> => {
    const loading = await parts.start('the examples', () => {
      const { ended: over, stop } = loadExamples(names, access, log);
      return { over, stop, kill: stop };
    });
    await loading.over;
  };
  if (isNew) await load([FIRST_EXAMPLE]);
  log(
    welcome({
      ...{ url, keys, dataFolder: data.path, event: eventOfExample(examples) },
      ...{ temporalAddress: servers.temporalAddress, temporalUi: servers.temporalUi },
      ...{ provider, database: withoutPassword(servers.databaseUrl) },
    }),
  );
  // What is there to look at, besides: nobody waits for it.
  if (isNew) await load(listExamples(examples).filter((name) => name !== FIRST_EXAMPLE));
}

/** Takes most of the time of a start. So it is done while servers come up, and after what speaks against a start. */
function loadApplication(): typeof import('./application') {
  return require('./application') as typeof import('./application');
}

function portInUse(port: number): SetupError {
  return new SetupError(
    `Port ${port} is already in use: stop what listens there, or set PORT to another, for example PORT=${port + 1}.`,
  );
}

function addressForPeople(host: string, port: number): string {
  const isHere = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host);
  return `http://${isHere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
