import {
  addDuration,
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

/** What was counted, by the keys of needs. */
export interface Counted {
  readonly counts: Facts['counts'];
  readonly fades: NonNullable<Facts['fades']>;
}

/**
 * Counts what needs mean.
 * @param timesOf when the events happened that a need means, and that lie in its window (epoch ms, in any order)
 */
export function tally(
  needs: readonly Need[],
  timesOf: (need: Need, index: number) => readonly number[],
  lookout: Lookout,
): Counted {
  const counted = needs.map((need, index) => ({ need, times: timesOf(need, index) }));
  const fades = counted.flatMap(({ need, times }) => {
    const fade = fadeOf(need, times, lookout);
    return fade === null ? [] : [[need.key, fade] as const];
  });
  return {
    counts: Object.fromEntries(counted.map(({ need, times }) => [need.key, times.length])),
    fades: Object.fromEntries(fades),
  };
}

/** Those of the occurrences that a need means, and that lie in its window. */
export function meantBy(
  need: Need,
  occurrences: readonly Occurrence[],
  lookout: Lookout,
): readonly Occurrence[] {
  const since = sinceOf(need, lookout) ?? -Infinity;
  return occurrences.filter(
    (one) =>
      one.name === need.did &&
      one.timestamp >= since &&
      isGenuine(one) &&
      isMeant(need, one.properties, lookout),
  );
}

/** How many of the occurrences each need counts. */
export function countOccurrences(
  needs: readonly Need[],
  occurrences: readonly Occurrence[],
  lookout: Lookout,
): Counted {
  return tally(needs, (need) => meantBy(need, occurrences, lookout).map((one) => one.timestamp), lookout);
}

const DAY = 86_400_000;

/**
 * When a count falls by time alone (epoch ms, after now): as the oldest of those events that matter leaves the window.
 * Null = never.
 */
function fadeOf(need: Need, times: readonly number[], { now, zone }: Lookout): number | null {
  const within = need.within === null ? null : parseDuration(need.within);
  const oldest = times.toSorted((a, b) => b - a)[Math.min(times.length, need.atLeast) - 1];
  if (within === null || oldest === undefined) return null;
  const isGone = (at: number): boolean => subtractDuration(at, within, zone) > oldest;
  const guess = addDuration(oldest, within, zone) + 1;
  if (guess > now && isGone(guess) && !isGone(guess - 1)) return guess;
  // Months are not all of one length: what lies a month after the oldest may not be the last whose month reaches it.
  let [before, after] = [now, Math.max(now, guess)];
  while (!isGone(after)) after += DAY;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isGone(middle)) after = middle;
    else before = middle;
  }
  return after;
}
