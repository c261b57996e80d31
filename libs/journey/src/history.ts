import {
  evaluate,
  parseDuration,
  subtractDuration,
  type Facts,
  type JsonObject,
  type Need,
} from '#conditions';
import { isGenuine } from './hearing';
import type { Occurrence } from './run';

/** From where a history is looked at: now (epoch ms), and the zone in which days are counted. */
export interface Lookout {
  readonly now: number;
  readonly zone: string;
}

/** The oldest instant (epoch ms) that a need still counts, by the events' own clock; null = ever. */
export function sinceOf(need: Need, { now, zone }: Lookout): number | null {
  const within = need.within === null ? null : parseDuration(need.within);
  return within === null ? null : subtractDuration(now, within, zone);
}

/** Whether an event of the need's name is one that it means: its `where` reads that event only. */
export function isMeant(need: Need, properties: JsonObject, { now, zone }: Lookout): boolean {
  if (need.where === null) return true;
  const nothing = { profile: {}, trigger: {}, run: {}, steps: {}, counts: {} };
  return evaluate(need.where, { ...nothing, event: properties, now, zone }).holds;
}

/** How many of the occurrences each need counts, by its key. */
export function countOccurrences(
  needs: readonly Need[],
  occurrences: readonly Occurrence[],
  lookout: Lookout,
): Facts['counts'] {
  const counts = needs.map((need) => {
    const since = sinceOf(need, lookout) ?? -Infinity;
    const counted = occurrences.filter(
      (one) =>
        one.name === need.did &&
        one.timestamp >= since &&
        isGenuine(one) &&
        isMeant(need, one.properties, lookout),
    );
    return [need.key, counted.length] as const;
  });
  return Object.fromEntries(counts);
}
