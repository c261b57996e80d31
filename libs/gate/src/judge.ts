import { isAddress } from './address';

/** The message that wants to leave. */
export interface Letter {
  readonly class: 'marketing' | 'transactional';
  readonly topic: string | null;
  /** The address it would be written to; null where the person has none. */
  readonly address: string | null;
}

/** What is known of the person and the address when the send is claimed. */
export interface GateFacts {
  readonly enrollmentActive: boolean;
  readonly erased: boolean;
  /** Why the address is suppressed; null = it is not. */
  readonly suppressedFor: string | null;
  /** What the person said of the topic on this channel; null = nothing. */
  readonly consent: 'granted' | 'denied' | null;
  /** What silence means for the topic; null = there is no such topic. */
  readonly topicDefault: 'in' | 'out' | null;
}

/** May this send leave? A refusal has a stable reason and says it in words. */
export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly reason: string; readonly because: string };

/**
 * Judges one send, in this order: enrollment active → erased → address → complaint → consent for the topic →
 * suppression. A transactional message needs no consent to a topic, but is stopped by erasure, complaint and hard bounce.
 */
export function judge(letter: Letter, facts: GateFacts): Verdict {
  if (!facts.enrollmentActive) return refuse('enrollment-ended', 'the enrollment has ended');
  if (facts.erased) return refuse('erased', 'the person was erased');
  if (letter.address === null) return refuse('no-address', 'the person has no e-mail address');
  if (!isAddress(letter.address)) return refuse('invalid-address', 'the address is no e-mail address');
  if (facts.suppressedFor === 'complained') {
    return refuse('complained', 'the person marked a message as spam');
  }
  const isMarketing = letter.class === 'marketing';
  const unwanted = isMarketing ? judgeConsent(letter, facts) : null;
  if (unwanted) return unwanted;
  if (facts.suppressedFor !== null && (isMarketing || facts.suppressedFor === 'bounced')) {
    return refuse('suppressed', `the address is suppressed (${facts.suppressedFor})`);
  }
  return { kind: 'allowed' };
}

/** What the person said counts; where they said nothing, what silence means for the topic. */
function judgeConsent({ topic }: Letter, { consent, topicDefault }: GateFacts): Verdict | null {
  if (topic === null)
    return refuse('no-consent', 'the message names no topic that the person could agree to');
  if (consent === 'denied') return refuse('no-consent', `the person opted out of '${topic}'`);
  if (consent === 'granted' || topicDefault === 'in') return null;
  if (topicDefault === null) return refuse('no-consent', `there is no topic '${topic}'`);
  return refuse('no-consent', `the person has not opted in to '${topic}'`);
}

function refuse(reason: string, because: string): Verdict {
  return { kind: 'refused', reason, because };
}
