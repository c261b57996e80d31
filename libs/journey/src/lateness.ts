import { addDuration, parseDuration } from '#conditions';
import type { Journey } from './journey.schema';
import type { Occurrence } from './run';

/** How old an event may be and still enter, wake or end anyone, unless the journey says otherwise. */
const DEFAULT_MAX_AGE = '24h';

/** How old an event may be when it is accepted, to count as news for this journey. */
export function maxAgeOf(journey: Journey): string {
  return journey.entry?.maxAge ?? DEFAULT_MAX_AGE;
}

/** Whether an event came too late to be news for this journey. */
export function isLate(journey: Journey, occurrence: Occurrence, zone: string): boolean {
  const maxAge = parseDuration(maxAgeOf(journey));
  return maxAge !== null && addDuration(occurrence.timestamp, maxAge, zone) < occurrence.acceptedAt;
}
