import type { Saying } from '../attributes/take-traits';
import type { Occurrence } from '../run';

/** Something that happens to an imagined person. */
export interface ImaginedEvent
  extends Pick<Occurrence, 'name' | 'properties' | 'source' | 'call'>, Omit<Saying, 'timestamp'> {
  /** When it happened (epoch ms), where that is not when it is accepted. */
  readonly timestamp: number | null;
}
