// Jornada's worker, as apps/worker starts it, but for its provider: that posts each message to the sink. With
// BENCH_API the API is in the same process, over the same connection to Temporal, as in `npm start`.
import { startApi } from '../../apps/api/src/api';
import { startWorker } from '../../apps/worker/src/worker';
import { openSeals, readConfig } from '#config';
import { openDatabase } from '#database';
import { openSynchronisation, openWebhookKeys, openWebhooks, type Provider } from '#delivery';
import { openEngine } from '#enrollments';
import { linkNatively, openPoker, quietRuntime } from '#temporal';
import { openRecipientLinks } from '#links';
import { openLog } from '#telemetry';
import { openRenderer } from '#templates';
import { required, runUntilTold } from './bench-process';
import { openPoster, type Poster } from './post-json';

runUntilTold(async () => {
  const config = readConfig(process.env);
  const { address, namespace } = config.temporal;
  quietRuntime();
  const database = openDatabase({ url: config.databaseUrl.reveal(), poolSize: config.databasePool });
  const renderer = openRenderer();
  const links = openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() });
  const link = await linkNatively({ address, namespace, tls: null, apiKey: null });
  const poster = openPoster(required('BENCH_SINK'));
  const worker = await startWorker({
    ...{ database, link, namespace },
    delivery: { database, renderer, provider: sinkProvider(poster), webhooks: openWebhooks(config), links },
    audiences: openSynchronisation(database, config),
    turnsAtOnce: Math.max(1, config.databasePool - 4),
    sharesLink: process.env['BENCH_API'] !== undefined,
    log: openLog('worker', (line) => process.stderr.write(line)),
  });
  const poker = openPoker(link);
  const surroundings = {
    ...{ database, renderer, links, localWorkspaceId: null, sendgridWebhookKey: null, adminKey: null },
    edge: config,
    seals: openSeals(config.masterKeys.reveal()),
    webhookKeys: openWebhookKeys(config.masterKeys.reveal()),
    engine: openEngine(database, (pokes) => poker.poke(pokes)),
    isTemporalAnswering: () => Promise.resolve(true),
  };
  const api = process.env['BENCH_API'] === undefined ? null : await startApi(surroundings, config);
  return async () => {
    await api?.close();
    await poker.drain(5_000);
    await worker.stop();
    await link.close();
    await renderer.close();
    await database.close();
    poster.close();
  };
});

/** Posts messages to the sink; whose run it is, is in the address. */
function sinkProvider(poster: Poster): Provider {
  return {
    name: 'sink',
    dedupes: true,
    async post({ to, subject, html, text, sendId }) {
      const [id = ''] = to.split('@');
      const status = await poster.post('/', { id, sendId, to, subject, html, text });
      return status === 202
        ? { kind: 'accepted', providerId: null }
        : { kind: 'unknown', reason: `the sink answered ${status}` };
    },
  };
}
