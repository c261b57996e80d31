import { describeInstant } from '#conditions';
import { isAddress } from './address';
import { findReachedCap, type PastSend } from './find-reached-cap';
import { holdForQuietHours } from './hold-for-quiet-hours';
import type { FrequencyCap, Holdout, QuietHours } from './restraint.schema';

/** What wants to leave: a message, a call of an endpoint that speaks of the person, or the person into an audience. */
export interface Letter {
  readonly class: 'marketing' | 'transactional' | 'call' | 'ads';
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
  /** Until when the person wants no marketing messages (epoch ms); null = they have not said so. */
  readonly pausedUntil: number | null;
  readonly restraint: Restraint;
}

/** How the workspace restrains its marketing, and what that is judged on. */
export interface Restraint {
  readonly quietHours: QuietHours | null;
  readonly caps: readonly FrequencyCap[];
  readonly holdout: Holdout | null;
  /** Epoch ms. */
  readonly now: number;
  /** The zone of the person. */
  readonly zone: string;
  /** Where the person falls among all: from 0 up to 1, always the same. */
  readonly placeOfPerson: number;
  /** Where the message falls among all: from 0 up to 1, always the same. */
  readonly placeOfSend: number;
  /** The marketing messages that left for the person within the longest window, or may have left. */
  readonly past: readonly PastSend[];
}

/** A restraint that restrains nothing. */
export const UNRESTRAINED: Restraint = {
  ...{ quietHours: null, caps: [], holdout: null, past: [] },
  ...{ now: 0, zone: 'UTC', placeOfPerson: 0, placeOfSend: 0 },
};

/** May this send leave? A refusal has a stable reason and says it in words. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** Not before an instant (epoch ms), and then it is judged anew. */
  | { readonly kind: 'held'; readonly until: number; readonly because: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly because: string };

/**
 * Judges one send, in this order: enrollment active → erased → address → complaint → consent for the topic →
 * suppression → pause → holdout → quiet hours → frequency caps. A transactional message needs no consent to a topic and knows no
 * restraint, but is stopped by erasure, complaint and hard bounce; a call is written to nobody, so that erasure alone
 * stops it. Ads need no address, and consent where they name a topic; of the restraints they know the holdout.
 */
export function judge(letter: Letter, facts: GateFacts): Verdict {
  if (!facts.enrollmentActive) return refuse('enrollment-ended', 'the enrollment has ended');
  if (facts.erased) return refuse('erased', 'the person was erased');
  if (letter.class === 'call') return { kind: 'allowed' };
  const unaddressed = letter.class === 'ads' ? null : judgeAddress(letter);
  if (unaddressed) return unaddressed;
  if (facts.suppressedFor === 'complained') {
    return refuse('complained', 'the person marked a message as spam');
  }
  const isMarketing = letter.class === 'marketing';
  const isAds = letter.class === 'ads';
  const unwanted = isMarketing || (isAds && letter.topic !== null) ? judgeConsent(letter, facts) : null;
  if (unwanted) return unwanted;
  if (facts.suppressedFor !== null && (isMarketing || isAds || facts.suppressedFor === 'bounced')) {
    return refuse('suppressed', `the address is suppressed (${facts.suppressedFor})`);
  }
  const paused = isMarketing ? judgePause(facts) : null;
  if (paused) return paused;
  const heldOut = isMarketing || isAds ? judgeHoldout(facts.restraint) : null;
  if (heldOut) return heldOut;
  return isMarketing ? restrain(letter, facts.restraint) : { kind: 'allowed' };
}

function judgeAddress({ address }: Letter): Verdict | null {
  if (address === null) return refuse('no-address', 'the person has no e-mail address');
  return isAddress(address) ? null : refuse('invalid-address', 'the address is no e-mail address');
}

/** What a person said of a time counts for what is meant for that time: it is not sent later. */
function judgePause({ pausedUntil, restraint: { now, zone } }: GateFacts): Verdict | null {
  if (pausedUntil === null || pausedUntil <= now) return null;
  return refuse('paused', `the person wants no messages until ${describeInstant(pausedUntil, zone)}`);
}

function judgeHoldout({ holdout, placeOfPerson }: Restraint): Verdict | null {
  if (!holdout || placeOfPerson * 100 >= holdout.percent) return null;
  return refuse('holdout', `the person is in the holdout of ${holdout.percent} %`);
}

function restrain({ topic }: Letter, restraint: Restraint): Verdict {
  const { quietHours, caps, now, zone, placeOfSend, past } = restraint;
  const until = quietHours && holdForQuietHours(quietHours, now, zone, placeOfSend);
  if (until !== null) {
    const because = `held by quiet hours until ${describeInstant(until, zone)}`;
    return { kind: 'held', until, because };
  }
  const cap = findReachedCap(caps, past, { now, zone, topic });
  if (!cap) return { kind: 'allowed' };
  const of = cap.topic === undefined ? '' : ` of '${cap.topic}'`;
  return refuse(
    'capped',
    `the person has had ${messages(cap.atMost)}${of} within ${cap.within}, and may not get more`,
  );
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

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

function refuse(reason: string, because: string): Verdict {
  return { kind: 'refused', reason, because };
}
