// Who sends: takes the turns and the deliveries that it is told to, as a worker does, but without Temporal; and stays at
// failpoints, so that it can be killed there.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { Secret } from '#config';
import { openDatabase } from '#database';
import { deliverSend, openProvider, type Delivery, type Failpoint } from '#delivery';
import { noWebhooks, setFailpointHook } from '#delivery/testing';
import { advanceEnrollment, openEngine, type Engine } from '#enrollments';
import { plainRenderer } from '#enrollments/testing';
import { openRecipientLinks } from '#links';
import type { SenderNotice, SenderOrder, SenderSettings } from './sender.orders';

interface Place {
  readonly engine: Engine;
  readonly delivery: Delivery;
  readonly workspaceId: string;
}

const CONNECTIONS = 10;
const { stages, apiKey, baseUrl } = JSON.parse(process.env['SENDER'] ?? '{}') as SenderSettings;
const sendgrid = { apiKey: new Secret(apiKey), baseUrl };
const links = openRecipientLinks({ publicUrl: 'https://mail.example', masterKeys: [randomBytes(32)] });
const places = stages.map(({ url, workspaceId }): Place => {
  const database = openDatabase({ url, poolSize: CONNECTIONS });
  const provider = openProvider(database, { sendgrid, smtpUrl: null });
  const delivery = { database, renderer: plainRenderer, provider, links, webhooks: noWebhooks };
  return { engine: openEngine(database, () => undefined), delivery, workspaceId };
});

const held: (() => void)[] = [];
const stays = new AsyncLocalStorage<{ readonly enrollmentId: string; at: Failpoint | null }>();
const tell = (notice: SenderNotice): void => void process.send?.(notice);

setFailpointHook((at) => {
  const run = stays.getStore();
  if (run?.at !== at) return undefined;
  run.at = null;
  tell({ kind: 'held', enrollmentId: run.enrollmentId, at });
  return new Promise<void>((resolve) => held.push(resolve));
});

/** Moves a run until it rests. A delivery that could not be is for another time. */
async function work({ engine, delivery, workspaceId }: Place, enrollmentId: string): Promise<void> {
  for (;;) {
    const rest = await advanceEnrollment(engine, delivery, { workspaceId, enrollmentId }, Date.now);
    if (rest.kind === 'deliver') await deliverSend(delivery, workspaceId, rest.sendId);
    else if (rest.kind !== 'again') return;
  }
}

process.on('message', (order: SenderOrder) => {
  if (order.kind === 'release') return held.splice(0).forEach((goOn) => goOn());
  const { enrollmentId, heldAt } = order;
  const place = places[order.place];
  if (!place) throw new Error(`there is no place ${order.place}`);
  void stays
    .run({ enrollmentId, at: heldAt }, () => work(place, enrollmentId))
    // What went wrong shows in the ledger: whoever cannot go on now is sent on again.
    .catch(() => undefined)
    .finally(() => tell({ kind: 'done', enrollmentId }));
});
process.once('disconnect', () => process.exit());
tell({ kind: 'ready' });
