import type { SendContent } from '#database';
import { senderOf, type Carrier, type Destination } from './carrier';
import type { Delivery } from './delivery';
import type { Poster } from './permits';

/** A send, and where it goes. */
type Addressed = Destination & { readonly content: SendContent };

/** Why a send may not be posted now, and when it may be (epoch ms), where that is known. */
export type NoRoom = { readonly why: 'paused' | 'no-permit'; readonly until: number | null };

/** Whether a send could be posted now, as far as pauses and permits go; null = it could. */
export function findNoRoom({ pauses, permits }: Delivery, carrier: Carrier, send: Addressed): NoRoom | null {
  const poster = posterOf(carrier, send);
  if (poster === null) return null;
  const until = pauses?.until(poster.key, senderOf(send.content)) ?? null;
  if (until !== null) return { why: 'paused', until };
  return (permits?.isFree(poster) ?? true) ? null : { why: 'no-permit', until: null };
}

/** Whose post it is; null = it is not limited. */
export function posterOf(carrier: Carrier, destination: Destination): Poster | null {
  const key = carrier.keyOf(destination);
  return key === null ? null : { key, workspaceId: carrier.forAll ? null : destination.workspaceId };
}
