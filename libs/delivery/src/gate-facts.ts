import type { GateFacts as StoredFacts, Intended } from '#database';
import type { FrequencyCap, GateFacts, Holdout, QuietHours } from '#gate';
import { chooseZone, deriveId, placeOf } from '#journey';

/**
 * What the gate looks at, from what is stored. Settings of the workspace were checked when they were saved.
 * @param now epoch ms
 */
export function gateFactsOf(
  stored: StoredFacts,
  { workspaceId, profileId, sendId }: Intended,
  now: number,
): Omit<GateFacts, 'enrollmentActive'> {
  const { state, suppressedFor, consent, topicDefault, timezone, personalTimezone, past } = stored;
  const profile = { timezone: personalTimezone };
  return {
    erased: state !== 'live',
    suppressedFor,
    pausedUntil: stored.pausedUntil,
    consent: consent === 'granted' || consent === 'denied' ? consent : null,
    topicDefault: topicDefault === 'in' || topicDefault === 'out' ? topicDefault : null,
    restraint: {
      quietHours: stored.quietHours as QuietHours | null,
      caps: stored.caps as unknown as readonly FrequencyCap[],
      holdout: stored.holdout as Holdout | null,
      now,
      zone: chooseZone({ journey: undefined, profile, workspace: timezone }).zone,
      placeOfPerson: placeOf(deriveId('holdout', workspaceId, profileId)),
      placeOfSend: placeOf(deriveId('hold', sendId)),
      past: past ?? [],
    },
  };
}
