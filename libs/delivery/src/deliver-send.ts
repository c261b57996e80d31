import { randomUUID } from 'node:crypto';
import { claimSend } from '#database';
import { OperationalError } from '#faults';
import { LEASE, type Delivery } from './delivery';
import { postSend } from './post-send';

/**
 * Sends out a planned send: claims it, posts it, records the outcome. Returns when there is nothing left to do for it;
 * somebody else may have done it.
 * @throws OperationalError where it could not leave yet: try again later
 */
export async function deliverSend(delivery: Delivery, sendId: string): Promise<void> {
  const now = Date.now();
  const send = await claimSend(delivery.database, sendId, {
    nonce: randomUUID(),
    now,
    leaseUntil: now + LEASE,
  });
  if (!send) return;
  const { workspaceId, attempt, sender, subject, html, text } = send;
  const message = {
    sendId,
    workspaceId,
    to: send.address,
    from: { name: sender.name, email: sender.email },
    replyTo: sender.replyTo,
    subject,
    html,
    text,
    headers: send.headers as { readonly [name: string]: string },
  };
  const outcome = await postSend(delivery, message, { attempt, claimedAt: now });
  if (outcome.state === 'PLANNED')
    throw new OperationalError(`send ${sendId} could not leave: ${outcome.reason ?? ''}`);
}
