import { startApi } from '../../api/src/api';
import { startWorker } from '../../worker/src/worker';
import { openSeals, type Config } from '#config';
import { openDatabase } from '#database';
import {
  openMailAccounts,
  openPauses,
  openProvider,
  openSynchronisation,
  openWebhookKeys,
  openWebhooks,
} from '#delivery';
import { openEngine } from '#enrollments';
import { openRecipientLinks } from '#links';
import { ensureNamespace, linkNatively, openPoker, quietRuntime, type TemporalLink } from '#temporal';
import { measureProcess, openLog, startTracing, watchPokes, watchPool } from '#telemetry';
import { openRenderer } from '#templates';
import { ensureDemoWorkspace, type KeyTexts } from '#workspaces';
import { processLog } from './process-log';
import { type RunningParts } from './running-parts';
import { type Log, SetupError, withProgress } from './setup';

/** How long pokes under way are waited for when all stops (ms); the sweeper of the next start sees to the rest. */
const POKES_DRAIN_MS = 5_000;

/** Room in the pool for what is not a turn. */
const NOT_TURNS = 4;

/**
 * Starts api and worker in this process, over one native connection to Temporal: so the first task of a workflow comes
 * back with the call that starts it.
 * @returns who carries messages
 */
export async function startApplication(
  parts: RunningParts,
  { config, keys, logFile, log }: { config: Config; keys: KeyTexts; logFile: string; log: Log },
): Promise<{ readonly provider: string }> {
  const { namespace } = config.temporal;
  const database = await parts.start('the database pool', () => {
    const opened = openDatabase({ url: config.databaseUrl.reveal(), poolSize: config.databasePool });
    return { ...opened, stop: () => opened.close() };
  });
  const renderer = await parts.start('the renderer', () => {
    const opened = openRenderer();
    return { opened, stop: () => opened.close() };
  });
  const links = openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() });
  measureProcess('standalone');
  const endTracing = await startTracing('standalone', config.tracing);
  await parts.start('the traces', () => ({ stop: endTracing }));
  watchPool(database.pool);
  const workerLog = openLog('worker', processLog(logFile, log), config.logLevel);
  const provider = await parts.start('the mail provider', () => {
    const opened = openProvider(database, config);
    return { opened, stop: () => opened.close() };
  });
  const seals = openSeals(config.masterKeys.reveal());
  const accounts = await parts.start('the mail accounts of workspaces', () => {
    const opened = openMailAccounts(database, seals);
    return { opened, stop: () => opened.close() };
  });
  const link = await parts.start('the connection to Temporal', async () => {
    const opened = await linkToTemporal(config);
    return { ...opened, stop: () => opened.close() };
  });
  const [workspace] = await parts.during(async () =>
    Promise.all([
      ensureDemoWorkspace(database, keys),
      withProgress(log, "Preparing Temporal's namespace", () => ensureNamespace(link, namespace)),
    ]),
  );
  const poker = await parts.start('the pokes under way', () => {
    const opened = openPoker(link);
    watchPokes(() => opened.state());
    return { ...opened, stop: () => opened.drain(POKES_DRAIN_MS) };
  });
  await parts.start('the worker', async () => {
    const worker = await startWorker({
      retention: config,
      database,
      delivery: {
        ...{ database, renderer: renderer.opened, provider: provider.opened, links },
        accounts: accounts.opened,
        pauses: openPauses(database, (message, fields) => workerLog.error(message, fields)),
        webhooks: openWebhooks(config),
      },
      audiences: openSynchronisation(database, config),
      link,
      namespace,
      turnsAtOnce: Math.max(1, config.databasePool - NOT_TURNS),
      sharesLink: true,
      log: workerLog,
    });
    return { stop: () => worker.stop(), ended: endOf(worker.stopped) };
  });
  await parts.start('the API', async () => {
    const surroundings = {
      ...{ database, renderer: renderer.opened, links, localWorkspaceId: workspace.id },
      sendgridWebhookKey: config.sendgridWebhookKey,
      adminKey: config.adminKey,
      edge: config,
      seals,
      webhookKeys: openWebhookKeys(config.masterKeys.reveal()),
      engine: openEngine(database, (pokes) => poker.poke(pokes)),
      isTemporalAnswering: () => isAnswering(link),
    };
    const api = await startApi(surroundings, config).catch(asSentence);
    return { stop: () => api.close() };
  });
  return { provider: provider.opened.name };
}

async function linkToTemporal(config: Config): Promise<TemporalLink> {
  const { address, namespace, tls, apiKey } = config.temporal;
  quietRuntime();
  try {
    return await linkNatively({ address, namespace, tls, apiKey: apiKey?.reveal() ?? null });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const because = /message: "([^"]+)"/.exec(said)?.[1] ?? said.split('\n')[0];
    throw new SetupError(
      `The Temporal server at ${address} cannot be reached (${because}): is TEMPORAL_ADDRESS right, and does it run?`,
    );
  }
}

async function isAnswering(link: TemporalLink): Promise<boolean> {
  try {
    const { connection } = link.client;
    await connection.withDeadline(Date.now() + 1_000, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

async function endOf(stopped: Promise<void>): Promise<string> {
  return stopped.then(
    () => 'stopped',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function asSentence(error: unknown): never {
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code !== 'EADDRINUSE') throw error;
  throw new SetupError(
    `Port ${String(port)} is already in use: stop what listens there, or set PORT (or OPS_PORT) to another.`,
  );
}
