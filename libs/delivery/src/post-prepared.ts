import type { NewSend } from '#database';
import { senderOf } from './carrier';
import { carrierOf } from './carriers';
import type { Delivery } from './delivery';
import { postSend } from './post-send';

/**
 * Posts a send that the caller's own turn has just created claimed, and records what became of it.
 * @param claimedAt an instant before the turn was written, by this process's own clock (epoch ms)
 */
export async function postPrepared(
  delivery: Delivery,
  workspaceId: string,
  { id: sendId, channel, attempt, address, content }: NewSend,
  claimedAt: number,
): Promise<void> {
  if (!content) throw new Error(`send ${sendId} was claimed without content`);
  const carrier = carrierOf(delivery, { workspaceId, channel, sender: senderOf(content) });
  const parcel = { sendId, workspaceId, address, attempt, content };
  await postSend(delivery, carrier, parcel, { claimedAt, doubtful: false });
}
