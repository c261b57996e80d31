import { setTimeout as pause } from 'node:timers/promises';
import { batchOf } from '../fakes/sendgrid/webhook-events';
import type { FakeSendgrid } from '../fakes/sendgrid/fake-sendgrid';
import type { InsistentClient } from './insistent-client';

const MOST = 200;
const PATH = '/v1/webhooks/sendgrid/demo';

/** Reports every mail that the provider took, in order, each until it is taken, as SendGrid's Event Webhook does. */
export async function reportAll(
  sendgrid: FakeSendgrid,
  client: InsistentClient,
  isOver: AbortSignal,
): Promise<void> {
  for (let reported = 0; !isOver.aborted; await pause(50)) {
    const mails = sendgrid.taken.slice(reported, reported + MOST);
    if (mails.length === 0) continue;
    const events = mails.flatMap((mail) =>
      ['processed', 'delivered'].map((name) => sendgrid.event(mail, name)),
    );
    const { body, headers } = sendgrid.signer.sign(batchOf(events));
    await client.post(PATH, body, headers);
    reported += mails.length;
  }
}
