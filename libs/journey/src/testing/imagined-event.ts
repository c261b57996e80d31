import type { JsonObject } from '#conditions';
import type { Occurrence } from '../run';

/** An event of a story. */
export interface ImaginedEvent {
  readonly name: string;
  readonly properties: JsonObject;
  /** Attributes that it sets; a null removes one. */
  readonly traits: JsonObject;
  readonly source: Occurrence['source'];
  /** When it happened (epoch ms), where that is not when it is accepted. */
  readonly timestamp: number | null;
}

/** An event with its properties, and what else is particular about it. */
export function event(
  name: string,
  properties: JsonObject = {},
  particular: Partial<Omit<ImaginedEvent, 'name' | 'properties'>> = {},
): ImaginedEvent {
  return { name, properties, traits: {}, source: 'client', timestamp: null, ...particular };
}
