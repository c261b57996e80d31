// `npm run worker`: everything that moves enrollments, as a process of its own.
import { loadEnvFile, openSeals, readConfig } from '#config';
import { isAnswering, migrate, openDatabase } from '#database';
import { openMailAccounts, openPauses, openProvider, openSynchronisation, openWebhooks } from '#delivery';
import { openRecipientLinks } from '#links';
import { measureProcess, openLog, startTracing, serveOperations } from '#telemetry';
import { openRenderer } from '#templates';
import { ensureNamespace, linkNatively, quietRuntime } from '#temporal';
import { startWorker } from './worker';

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  const log = openLog('worker', (line) => process.stdout.write(line), config.logLevel);
  measureProcess('worker');
  const endTracing = await startTracing('worker', config.tracing);
  quietRuntime();
  const url = config.databaseUrl.reveal();
  await migrate(url);
  const database = openDatabase({ url, poolSize: config.databasePool });
  const renderer = openRenderer();
  const links = openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() });
  const provider = openProvider(database, config);
  const accounts = openMailAccounts(database, openSeals(config.masterKeys.reveal()));
  const pauses = openPauses(database, (message, fields) => log.error(message, fields));
  const { address, namespace, tls, apiKey } = config.temporal;
  const link = await linkNatively({ address, namespace, tls, apiKey: apiKey?.reveal() ?? null });
  await ensureNamespace(link, namespace);
  const worker = await startWorker({
    database,
    delivery: { database, renderer, provider, accounts, pauses, webhooks: openWebhooks(config), links },
    audiences: openSynchronisation(database, config),
    link,
    namespace,
    turnsAtOnce: Math.max(1, config.databasePool - 4),
    sharesLink: false,
    retention: config,
    log,
  });
  let isLeaving = false;
  const isReady = async (): Promise<boolean> => !isLeaving && (await isAnswering(database));
  const operations = await (config.opsPort === null
    ? null
    : serveOperations({ host: config.host, port: config.opsPort }, isReady));
  log.info('the worker runs', { namespace, provider: provider.name });
  const told = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await Promise.race([told, worker.stopped]);
  isLeaving = true;
  log.info('the worker stops: what is at hand is finished first');
  await worker.stop();
  await accounts.close();
  await provider.close();
  await link.close();
  await renderer.close();
  await database.close();
  await endTracing();
  await operations?.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What is open already would keep the process there, doing nothing, and nobody would start it again.
  process.exit(1);
});
