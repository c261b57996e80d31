import type { NewSend } from '#database';
import type { Delivery } from './delivery';
import { messageOf } from './message-of';
import { postSend } from './post-send';

/**
 * Posts a send that the caller's own turn has just created claimed, and records what became of it.
 * @param claimedAt an instant before the turn was written, by this process's own clock (epoch ms)
 */
export async function postPrepared(
  delivery: Delivery,
  workspaceId: string,
  send: NewSend,
  claimedAt: number,
): Promise<void> {
  const { id, attempt, address, content } = send;
  if (!content) throw new Error(`send ${id} was claimed without content`);
  const message = messageOf({ sendId: id, workspaceId, address }, content);
  await postSend(delivery, message, { attempt, claimedAt, doubtful: false });
}
