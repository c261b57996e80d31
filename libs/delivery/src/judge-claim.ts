import { readGateFacts, type SendContent, type Transaction, type UnclaimedSend } from '#database';
import { judge, type Letter } from '#gate';
import { GIVE_UP_AFTER, type Delivery } from './delivery';
import { gateFactsOf } from './gate-facts';

/** How long a message is held back at most (ms): after that it is not what the person should get any more. */
const HOLD_AT_MOST = 72 * 3_600_000;

/** What is to become of a send that somebody wants to claim. */
export type JudgedClaim =
  | {
      readonly kind: 'claim';
      readonly content: SendContent;
      /** Whether it takes a place under the caps. */
      readonly reserves: boolean;
    }
  /** Somebody else has it, it was settled, or it is not its time. */
  | { readonly kind: 'not-now' }
  /** It has to wait, until an instant (epoch ms). */
  | { readonly kind: 'hold'; readonly until: number }
  /** It will not leave any more, or not be asked for again. */
  | {
      readonly kind: 'settle';
      readonly state: 'REFUSED' | 'FAILED' | 'GIVEN_UP';
      readonly reason: string;
      /** The same in words, where there are better ones. */
      readonly because: string | null;
    };

/** Judges a claim on what its own transaction reads, with the person locked: the gate as it is now, not as it was planned. */
export async function judgeClaim(
  tx: Transaction,
  send: UnclaimedSend,
  { links }: Pick<Delivery, 'links'>,
  provider: string,
  now: number,
): Promise<JudgedClaim> {
  if (!isClaimable(send, now)) return { kind: 'not-now' };
  const isActive = send.enrollmentState === 'active';
  // It may have left; but if it has not, asking again would send what must not leave any more. Evidence settles it, or
  // the day without evidence.
  if (!isActive && send.state === 'UNKNOWN') return { kind: 'not-now' };
  // Pause, stop and incident hold a send back without settling it; an exit ends it even so.
  const isHeld = send.journeyState !== 'running' || send.parked;
  if (isHeld && isActive) return { kind: 'not-now' };
  // Of a run that is about to be moved away nothing new leaves; what may have left already is asked for all the same.
  if (send.moving && isActive && send.state !== 'UNKNOWN') return { kind: 'not-now' };
  if (isActive && !send.awaited) return settled(send, 'FAILED', 'too-late');
  const seals = links.sealsOf(send.workspaceId, send.address);
  const intended = { ...send, seals, sendId: send.id };
  const facts = await readGateFacts(tx, intended);
  const verdict = judge(
    {
      class: classOf(send.class),
      topic: send.topic,
      address: send.address,
    },
    { ...gateFactsOf(facts, intended, now), enrollmentActive: isActive },
  );
  if (verdict.kind === 'refused') return settled(send, 'REFUSED', verdict.reason, verdict.because);
  // What is unknown may have left, and has its place: asking again writes nothing new.
  if (verdict.kind === 'held' && send.state !== 'UNKNOWN') {
    if (verdict.until <= send.createdAt + HOLD_AT_MOST) return { kind: 'hold', until: verdict.until };
    return settled(send, 'REFUSED', 'held-too-long', 'the message was held back for more than three days');
  }
  if (send.unknownSince !== null && now >= send.unknownSince + GIVE_UP_AFTER)
    return settled(send, 'GIVEN_UP', 'no-evidence');
  // Only the provider that was asked knows whether it has the message.
  if (send.state === 'UNKNOWN' && send.provider !== provider)
    return settled(send, 'GIVEN_UP', 'provider-changed');
  if (!send.content) return settled(send, 'FAILED', 'content-not-kept');
  return {
    kind: 'claim',
    content: send.content,
    reserves: send.class === 'marketing' && facts.past !== null,
  };
}

function classOf(text: string): Letter['class'] {
  return text === 'transactional' || text === 'call' ? text : 'marketing';
}

/** What is unknown may have left: it can only be given up, never be called refused or failed. */
function settled(
  send: UnclaimedSend,
  state: 'REFUSED' | 'FAILED' | 'GIVEN_UP',
  reason: string,
  because: string | null = null,
): JudgedClaim {
  return { kind: 'settle', state: send.state === 'UNKNOWN' ? 'GIVEN_UP' : state, reason, because };
}

function isClaimable({ state, retryAt, heldUntil }: UnclaimedSend, now: number): boolean {
  if (state === 'PLANNED') return retryAt === null || retryAt <= now;
  // What is unknown says when it may be asked for again, where it may at all.
  if (state === 'UNKNOWN') return retryAt !== null && retryAt <= now;
  return state === 'HELD' && heldUntil !== null && heldUntil <= now;
}
