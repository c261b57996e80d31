import { recordAttempt, type AttemptOutcome } from '#database';
import { LEASE, POST_DEADLINE, type Delivery } from './delivery';
import type { Message, Posted } from './provider';

/** A claim that the caller made itself: nobody else may post it. */
export interface Claim {
  readonly attempt: number;
  /** When it was made (epoch ms). */
  readonly claimedAt: number;
}

/**
 * Posts a send that the caller has claimed, and records what became of it, for that attempt only. Every outcome of the
 * provider is a recorded state; only a database that is away throws.
 */
export async function postSend(delivery: Delivery, message: Message, claim: Claim): Promise<AttemptOutcome> {
  const outcome = outcomeOf(await post(delivery, message, claim), delivery.provider.dedupes);
  await recordAttempt(delivery.database, { id: message.sendId, attempt: claim.attempt }, outcome, Date.now());
  return outcome;
}

async function post(delivery: Delivery, message: Message, claim: Claim): Promise<Posted> {
  // A claim that has grown old (a stopped process that goes on) may soon be somebody else's.
  if (Date.now() - claim.claimedAt > LEASE / 2)
    return { kind: 'unsent', reason: 'the claim grew too old', retryAt: null };
  try {
    return await delivery.provider.post(message, AbortSignal.timeout(POST_DEADLINE));
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.name : 'the provider broke off' };
  }
}

/** A provider that recognises what it has taken is simply asked again; with any other, what is unknown stays unknown. */
function outcomeOf(posted: Posted, dedupes: boolean): AttemptOutcome {
  switch (posted.kind) {
    case 'accepted':
      return { state: 'ACCEPTED', reason: null, code: null, providerId: posted.providerId, retryAt: null };
    case 'failed':
      return { state: 'FAILED', reason: posted.reason, code: posted.code, providerId: null, retryAt: null };
    case 'unsent':
      return {
        state: 'PLANNED',
        reason: posted.reason,
        code: null,
        providerId: null,
        retryAt: posted.retryAt,
      };
    case 'unknown':
      return {
        state: dedupes ? 'PLANNED' : 'UNKNOWN',
        reason: posted.reason,
        code: null,
        providerId: null,
        retryAt: null,
      };
  }
}

/**
 * Settles a claim whose lease is over: its claimer died, and only the provider knows whether the message left.
 * @param send the send and the attempt that the claim was for; any other attempt is left alone
 */
export async function expireClaim(
  delivery: Delivery,
  send: { readonly id: string; readonly attempt: number },
): Promise<void> {
  const outcome = outcomeOf({ kind: 'unknown', reason: 'lease-expired' }, delivery.provider.dedupes);
  await recordAttempt(delivery.database, send, outcome, Date.now());
}
