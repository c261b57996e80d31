import type { GateFacts as StoredFacts } from '#database';
import type { GateFacts } from '#gate';

/** What the gate looks at of a person and an address, from what is stored of them. */
export function gateFactsOf(stored: StoredFacts): Omit<GateFacts, 'enrollmentActive'> {
  const { state, suppressedFor, consent, topicDefault } = stored;
  return {
    erased: state !== 'live',
    suppressedFor,
    consent: consent === 'granted' || consent === 'denied' ? consent : null,
    topicDefault: topicDefault === 'in' || topicDefault === 'out' ? topicDefault : null,
  };
}
