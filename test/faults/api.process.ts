// The API as production runs it, but that a spec can hold it at failpoints.
import { startApi } from '../../apps/api/src/api';
import { openSeals, readConfig } from '#config';
import { openDatabase } from '#database';
import { openWebhookKeys } from '#delivery';
import { openEngine } from '#enrollments';
import { openRecipientLinks } from '#links';
import { linkLazily, openPoker } from '#temporal';
import { openRenderer } from '#templates';
import { runUntilTold } from '../bench/bench-process';
import { followOrders } from './follow-orders';

runUntilTold(async () => {
  followOrders();
  const config = readConfig(process.env);
  const { address, namespace } = config.temporal;
  const database = openDatabase({ url: config.databaseUrl.reveal(), poolSize: config.databasePool });
  const renderer = openRenderer();
  const links = openRecipientLinks({ publicUrl: config.publicUrl, masterKeys: config.masterKeys.reveal() });
  const link = await linkLazily({ address, namespace, tls: null, apiKey: null });
  const poker = openPoker(link);
  const engine = openEngine(database, (pokes) => poker.poke(pokes));
  const isTemporalAnswering = (): Promise<boolean> => Promise.resolve(true);
  const api = await startApi(
    {
      database,
      renderer,
      links,
      engine,
      isTemporalAnswering,
      localWorkspaceId: null,
      sendgridWebhookKey: null,
      adminKey: null,
      edge: config,
      webhookKeys: openWebhookKeys(config.masterKeys.reveal()),
      seals: openSeals(config.masterKeys.reveal()),
    },
    config,
  );
  return async () => {
    await api.close();
    await poker.drain(5_000);
    await link.close();
    await renderer.close();
    await database.close();
  };
});
