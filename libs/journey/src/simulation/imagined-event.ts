import type { Saying } from '../attributes/take-traits';
import type { Occurrence } from '../run';

/** Something that happens to an imagined person. */
export interface ImaginedEvent
  extends Pick<Occurrence, 'name' | 'properties' | 'source' | 'call'>, Omit<Saying, 'timestamp'> {
  /** When it happened (epoch ms), where that is not when it is accepted. */
  readonly timestamp: number | null;
}

/** The same with what `record` adds. */
export type RecordedEvent = ImaginedEvent & Pick<Occurrence, 'messageId' | 'depth'>;

/** An event as journeys see it that is accepted at an instant (epoch ms). */
export function occurrenceOf(
  { name, properties, source, timestamp, call, messageId, depth }: RecordedEvent,
  now: number,
): Occurrence {
  const occurrence = { name, properties, source, timestamp: timestamp ?? now, acceptedAt: now, messageId };
  return { ...occurrence, ...(call && { call }), ...(depth !== undefined && { depth }) };
}
