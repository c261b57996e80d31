// The worker as production runs it, but that a spec can hold it at failpoints, that it waits less long before it repairs,
// and that it may have another provider. FAULTS_PACE=production: it waits as long as in production, but for proof.
import { startWorker } from '../../apps/worker/src/worker';
import { readConfig } from '#config';
import { openDatabase } from '#database';
import { openProvider, openSynchronisation, openWebhooks, type Provider } from '#delivery';
import { openRecipientLinks } from '#links';
import { ensureNamespace, linkNatively, quietRuntime } from '#temporal';
import { openLog } from '#telemetry';
import { openRenderer } from '#templates';
import { runUntilTold } from '../bench/bench-process';
import { openPoster } from '../bench/post-json';
import { followOrders } from './follow-orders';
import { LATER } from './orders';

/** A minute and a half would be long to wait for; and the half of it still leaves time to be held at a failpoint (ms). */
const LEASE = 8_000;
const short = {
  lease: LEASE,
  evidenceAfter: 8_000,
  rhythm: { sweepEvery: 500, overdueBy: 1_000, ledgerEvery: 1_000 },
};
/** But for proof: an hour in production (`EVIDENCE_AFTER`). */
const asProduction = { lease: undefined, evidenceAfter: 60_000, rhythm: undefined };

runUntilTold(async () => {
  const orders = followOrders();
  const config = readConfig(process.env);
  const { address, namespace } = config.temporal;
  quietRuntime();
  const database = openDatabase({ url: config.databaseUrl.reveal(), poolSize: config.databasePool });
  const renderer = openRenderer();
  const links = openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() });
  const link = await linkNatively({ address, namespace, tls: null, apiKey: null });
  await ensureNamespace(link, namespace);
  const log = openLog('worker', (line) => process.stderr.write(line));
  const pace = process.env['FAULTS_PACE'] === 'production' ? asProduction : short;
  const forgetful = process.env['FAULTS_PROVIDER'];
  const provider = busyAtTimes(
    forgetful === undefined ? openProvider(database, config) : openForgetful(forgetful),
    orders.isBusy,
  );
  const worker = await startWorker({
    ...{ database, link, namespace },
    delivery: { database, renderer, provider, webhooks: openWebhooks(config), links, ...pace },
    audiences: openSynchronisation(database, config),
    turnsAtOnce: Math.max(1, config.databasePool - 4),
    sharesLink: false,
    rhythm: pace.rhythm,
    log,
  });
  // As in production: whoever supervises processes starts it again.
  worker.stopped.catch(() => process.exit(1));
  return async () => {
    await worker.stop();
    await link.close();
    await renderer.close();
    await database.close();
  };
});

/** Has no room for some, while that is ordered: what it does not take is planned, and delivered later. */
function busyAtTimes(provider: Provider, isBusy: () => boolean): Provider {
  return {
    ...provider,
    post: async (message, signal) =>
      isBusy() && message.to.startsWith(LATER)
        ? { kind: 'unsent', reason: 'busy', retryAt: null }
        : provider.post(message, signal),
  };
}

/** Takes the same send as often as it is given, as most providers do. */
function openForgetful(url: string): Provider {
  const poster = openPoster(url);
  return {
    name: 'forgetful',
    dedupes: false,
    async post({ sendId, to }) {
      const status = await poster.post('/', { sendId, to });
      return status === 202
        ? { kind: 'accepted', providerId: null }
        : { kind: 'unknown', reason: `answered ${status}` };
    },
  };
}
