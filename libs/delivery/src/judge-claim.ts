import { readGateFacts, type SendContent, type Transaction, type UnclaimedSend } from '#database';
import { judge } from '#gate';
import { gateFactsOf } from './gate-facts';

/** What is to become of a send that somebody wants to claim. */
export type JudgedClaim =
  | { readonly kind: 'claim'; readonly content: SendContent }
  /** Somebody else has it, it was settled, or it is not its time. */
  | { readonly kind: 'not-now' }
  /** It will not leave any more, or not be asked for again. */
  | { readonly kind: 'settle'; readonly state: 'REFUSED' | 'FAILED' | 'GIVEN_UP'; readonly reason: string };

/** Judges a claim on what its own transaction reads, with the person locked: the gate as it is now, not as it was planned. */
export async function judgeClaim(
  tx: Transaction,
  send: UnclaimedSend,
  provider: string,
  now: number,
): Promise<JudgedClaim> {
  if (!isClaimable(send, now)) return { kind: 'not-now' };
  // Pause, stop and incident hold a send back without settling it; an exit ends it even so.
  const isHeld = send.journeyState !== 'running' || send.parked;
  if (isHeld && send.enrollmentState === 'active') return { kind: 'not-now' };
  const verdict = judge(
    {
      class: send.class === 'transactional' ? 'transactional' : 'marketing',
      topic: send.topic,
      address: send.address,
    },
    { ...gateFactsOf(await readGateFacts(tx, send)), enrollmentActive: send.enrollmentState === 'active' },
  );
  if (verdict.kind === 'refused') return settled(send, 'REFUSED', verdict.reason);
  // Only the provider that was asked knows whether it has the message.
  if (send.state === 'UNKNOWN' && send.provider !== provider)
    return settled(send, 'GIVEN_UP', 'provider-changed');
  if (!send.content) return settled(send, 'FAILED', 'content-not-kept');
  return { kind: 'claim', content: send.content };
}

/** What is unknown may have left: it can only be given up, never be called refused or failed. */
function settled(send: UnclaimedSend, state: 'REFUSED' | 'FAILED' | 'GIVEN_UP', reason: string): JudgedClaim {
  return { kind: 'settle', state: send.state === 'UNKNOWN' ? 'GIVEN_UP' : state, reason };
}

function isClaimable({ state, retryAt, heldUntil }: UnclaimedSend, now: number): boolean {
  switch (state) {
    case 'PLANNED':
      return retryAt === null || retryAt <= now;
    case 'UNKNOWN':
      return retryAt !== null && retryAt <= now;
    case 'HELD':
      return heldUntil !== null && heldUntil <= now;
    default:
      return false;
  }
}
