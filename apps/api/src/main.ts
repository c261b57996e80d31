// `npm run api`: the HTTP API as a process of its own.
import { setTimeout as pause } from 'node:timers/promises';
import { loadEnvFile, openSeals, readConfig } from '#config';
import { migrate, openDatabase } from '#database';
import { openWebhookKeys } from '#delivery';
import { openEngine } from '#enrollments';
import { openRecipientLinks } from '#links';
import { measureProcess, openLog, startTracing, watchPokes, watchPool } from '#telemetry';
import { openRenderer } from '#templates';
import { linkLazily, openPoker, type TemporalLink } from '#temporal';
import { startApi } from './api';

/** How long pokes under way are waited for at the end (ms); the worker's sweeper sees to the rest. */
const POKES_DRAIN = 5_000;
const PATIENCE = 1_000;

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  const log = openLog('api', (line) => process.stdout.write(line), config.logLevel);
  measureProcess('api');
  const endTracing = await startTracing('api', config.tracing);
  const url = config.databaseUrl.reveal();
  await migrate(url);
  const database = openDatabase({ url, poolSize: config.databasePool });
  const renderer = openRenderer();
  const { address, namespace, tls, apiKey } = config.temporal;
  // Temporal need not be there: events are taken without it, and poked when it is back.
  const link = await linkLazily({ address, namespace, tls, apiKey: apiKey?.reveal() ?? null });
  const poker = openPoker(link);
  watchPool(database.pool);
  watchPokes(() => poker.state());
  let isLeaving = false;
  const api = await startApi(
    {
      isLeaving: () => isLeaving,
      database,
      renderer,
      links: openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() }),
      engine: openEngine(database, (pokes) => poker.poke(pokes)),
      isTemporalAnswering: () => isAnswering(link),
      localWorkspaceId: null,
      sendgridWebhookKey: config.sendgridWebhookKey,
      adminKey: config.adminKey,
      edge: config,
      seals: openSeals(config.masterKeys.reveal()),
      webhookKeys: openWebhookKeys(config.masterKeys.reveal()),
    },
    config,
  );
  log.info('the API listens', { url: api.url });
  await told();
  isLeaving = true;
  await pause(config.leaveSeconds * 1_000);
  log.info('the API stops: requests under way are answered first');
  await api.close();
  await poker.drain(POKES_DRAIN);
  await link.close();
  await renderer.close();
  await database.close();
  await endTracing();
}

async function isAnswering({ client: { connection } }: TemporalLink): Promise<boolean> {
  await connection.withDeadline(Date.now() + PATIENCE, () => connection.workflowService.getSystemInfo({}));
  return true;
}

/** Resolves when this process is told to end. Once told, a second signal ends it at once. */
function told(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What is open already would keep the process there, doing nothing, and nobody would start it again.
  process.exit(1);
});
