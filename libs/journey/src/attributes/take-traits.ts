import type { JsonObject } from '#conditions';
import { applyTraits, type AttributeState } from './apply-traits';
import { mergeInto } from './merge-into';

/** What an event says of its person. */
export interface Saying {
  /** Attributes that it sets; a null removes one. Null = it says nothing. */
  readonly traits: JsonObject | null;
  /** Whether traits that are objects are merged into what is there (RFC 7396) rather than put in its place. */
  readonly merges?: boolean;
  /** When it was true (epoch ms). */
  readonly timestamp: number;
}

/** A profile after an event; the same object where nothing changed. */
export function takeTraits(
  state: AttributeState,
  { traits, merges = false, timestamp }: Saying,
): AttributeState {
  if (traits === null) return state;
  return applyTraits(state, merges ? mergeInto(state.attributes, traits) : traits, timestamp);
}
