import type { TurnSend } from '#database';
import { standingOf } from '#delivery';

/**
 * Whether the message that a run rests on may be leaving: somebody is posting it, or nobody knows yet whether it left.
 * Such a run is not moved before it is known what became of the message.
 */
export function isUnderWay(send: TurnSend | null, now: number): boolean {
  if (send === null) return false;
  if (send.state === 'CLAIMED') return true;
  return send.state === 'UNKNOWN' && standingOf(send, now).kind !== 'settled';
}
