import { canonicalJson, type Json } from '#conditions';
import type { AttributeState } from './apply-traits';

/** One attribute: when it was last written (epoch ms), and to what; undefined = it was removed. */
interface Written {
  readonly at: number;
  readonly value: Json | undefined;
}

/**
 * Merges the attributes of profiles that are one person, key by key: the newest write wins, a removal too. Of writes at
 * the same instant the one wins whose JSON sorts last, so that the order in which profiles are merged does not matter.
 */
export function mergeAttributes(states: readonly AttributeState[]): AttributeState {
  const newest = new Map<string, Written>();
  for (const state of states) {
    for (const key of new Set([...Object.keys(state.attributes), ...Object.keys(state.attributeTimes)])) {
      const written = writtenIn(state, key);
      const other = newest.get(key);
      if (!other || isNewer(written, other)) newest.set(key, written);
    }
  }
  const attributes: [string, Json][] = [];
  const times: [string, number][] = [];
  for (const [key, { at, value }] of newest) {
    if (value !== undefined) attributes.push([key, value]);
    if (Number.isFinite(at)) times.push([key, at]);
  }
  return { attributes: Object.fromEntries(attributes), attributeTimes: Object.fromEntries(times) };
}

function writtenIn({ attributes, attributeTimes }: AttributeState, key: string): Written {
  return {
    at: Object.hasOwn(attributeTimes, key) ? (attributeTimes[key] ?? -Infinity) : -Infinity,
    value: Object.hasOwn(attributes, key) ? attributes[key] : undefined,
  };
}

function isNewer(a: Written, b: Written): boolean {
  return a.at === b.at ? sortKey(a) > sortKey(b) : a.at > b.at;
}

function sortKey({ value }: Written): string {
  return value === undefined ? '' : canonicalJson(value);
}
