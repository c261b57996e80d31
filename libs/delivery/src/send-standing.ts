import type { TurnSend } from '#database';
import type { SendStanding, WebhookReply } from '#journey';
import { GIVE_UP_AFTER, UNKNOWN_REST } from './delivery';

/** What a send's state in the ledger means for the run that rests on it. */
export function standingOf(send: TurnSend, now: number): SendStanding | { readonly kind: 'deliver' } {
  switch (send.state) {
    case 'REFUSED':
      return { kind: 'settled', outcome: 'refused', reason: send.reason, because: send.because };
    case 'FAILED':
      return { kind: 'settled', outcome: 'failed', reason: send.reason, reply: replyOf(send) };
    case 'GIVEN_UP':
      return { kind: 'settled', outcome: 'unknown', reason: send.reason };
    case 'UNKNOWN': {
      if (send.retryAt !== null) return deliverAt(send.retryAt, now);
      const until = (send.unknownSince ?? now) + patienceFor(send);
      return now < until
        ? { kind: 'open', until }
        : { kind: 'settled', outcome: 'unknown', reason: send.reason };
    }
    case 'CLAIMED':
      return { kind: 'open', until: send.leaseUntil };
    case 'HELD':
      return send.heldUntil === null ? { kind: 'open', until: null } : deliverAt(send.heldUntil, now);
    case 'PLANNED':
      return deliverAt(send.retryAt ?? now, now);
    case 'ACCEPTED':
    case 'DEFERRED':
    case 'DELIVERED':
    case 'BOUNCED':
    case 'DROPPED':
      return { kind: 'settled', outcome: 'accepted', reason: null, reply: replyOf(send) };
  }
}

/** How long a run rests on an unknown send (ms): where reports come, they may prove that it was never taken. */
function patienceFor({ isReported, possibleDuplicate }: TurnSend): number {
  return isReported && !possibleDuplicate ? GIVE_UP_AFTER : UNKNOWN_REST;
}

function replyOf({ reply }: TurnSend): WebhookReply | null {
  return reply as unknown as WebhookReply | null;
}

function deliverAt(at: number, now: number): SendStanding | { readonly kind: 'deliver' } {
  return at <= now ? { kind: 'deliver' } : { kind: 'open', until: at };
}
