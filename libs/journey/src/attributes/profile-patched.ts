import type { JsonObject } from '#conditions';

/** A patch of a profile (RFC 7396) as the event by which it is recorded: it is heard and judged like any other. */
export function profilePatched(attributes: JsonObject) {
  return {
    name: 'Profile Patched',
    properties: {} as JsonObject,
    traits: attributes,
    merges: true,
    source: 'client',
  } as const;
}
