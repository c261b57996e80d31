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

/** Reasons for which an address was suppressed that stop transactional messages too. */
const FINAL = new Set(['complained', 'bounced']);

/**
 * Judges one send, in this order: enrollment active → erased → complaint → consent for the topic → suppression.
 * A transactional message needs no consent to a topic, but is stopped by erasure, complaint and hard bounce.
 */
export function judge(letter: Letter, facts: GateFacts): Verdict {
  if (!facts.enrollmentActive) return refuse('enrollment-ended', 'the enrollment has ended');
  if (facts.erased) return refuse('erased', 'the person was erased');
  if (letter.address === null) return refuse('no-address', 'the person has no e-mail address');
  if (!isAddress(letter.address)) return refuse('invalid-address', 'the address is no e-mail address');
  if (facts.suppressedFor === 'complained')
    return refuse('complained', 'the person marked a message as spam');
  if (letter.class === 'marketing') {
    const consent = judgeConsent(letter, facts);
    if (consent) return consent;
  }
  if (facts.suppressedFor !== null && (letter.class === 'marketing' || FINAL.has(facts.suppressedFor))) {
    return refuse('suppressed', `the address is suppressed (${facts.suppressedFor})`);
  }
  return { kind: 'allowed' };
}

function judgeConsent(letter: Letter, facts: GateFacts): Verdict | null {
  const topic = letter.topic ?? '';
  if (facts.consent === 'denied') return refuse('no-consent', `the person opted out of '${topic}'`);
  if (facts.consent === 'granted' || facts.topicDefault === 'in') return null;
  return refuse(
    'no-consent',
    facts.topicDefault === null
      ? `there is no topic '${topic}'`
      : `the person has not opted in to '${topic}'`,
  );
}

/** One address, as SMTP could take it: no spaces, no line breaks, no lists. */
function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+\.[^\s@<>,;:"()[\]\\\p{Cc}]+$/u.test(text)
  );
}

function refuse(reason: string, because: string): Verdict {
  return { kind: 'refused', reason, because };
}
