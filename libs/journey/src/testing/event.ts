import type { JsonObject } from '#conditions';
import type { ImaginedEvent } from '../simulation/imagined-event';

/** An event with its properties, and what else is particular about it. */
export function event(
  name: string,
  properties: JsonObject = {},
  particular: Partial<Omit<ImaginedEvent, 'name' | 'properties'>> = {},
): ImaginedEvent {
  return { name, properties, traits: null, source: 'client', timestamp: null, ...particular };
}
