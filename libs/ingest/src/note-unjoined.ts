import type { Recorded } from '#enrollments';
import type { EventFault } from './read-event';

/** What the event debugger says of an event that was taken, but could not join two people; null where there is nothing to say. */
export function noteUnjoined({ unjoined = [] }: Recorded): Omit<EventFault, 'kind'> | null {
  const [first] = unjoined;
  if (first === undefined) return null;
  return {
    code: 'not-joined',
    path: '',
    reason: `The event was taken, but its names were not joined: its ${unjoined.join(' and ')} belongs to another person.`,
    hint: 'Two known people are joined by identify or alias with the secret key, or by POST /v1/profiles/merge.',
  };
}
