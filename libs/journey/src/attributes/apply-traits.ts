import type { Json, JsonObject } from '#conditions';

/** Attributes, and when each was last written (epoch ms). */
export interface AttributeState {
  readonly attributes: JsonObject;
  readonly attributeTimes: { readonly [attribute: string]: number };
}

/**
 * Merges traits into a profile, key by key: the newest write of a key wins, so that events may arrive in any order.
 * A trait that is null removes the attribute; its time stays, so that an older write does not bring it back.
 * @param at when the traits were true (epoch ms)
 * @returns the same object where nothing changed
 */
export function applyTraits(state: AttributeState, traits: JsonObject, at: number): AttributeState {
  const newer = Object.entries(traits).filter(([key]) => at >= timeOf(state, key));
  if (newer.length === 0) return state;
  const attributes = new Map<string, Json>(Object.entries(state.attributes));
  const times = new Map<string, number>(Object.entries(state.attributeTimes));
  for (const [key, value] of newer) {
    times.set(key, at);
    if (value === null) attributes.delete(key);
    else attributes.set(key, value);
  }
  return { attributes: Object.fromEntries(attributes), attributeTimes: Object.fromEntries(times) };
}

function timeOf(state: AttributeState, key: string): number {
  return Object.hasOwn(state.attributeTimes, key) ? (state.attributeTimes[key] ?? 0) : -Infinity;
}
