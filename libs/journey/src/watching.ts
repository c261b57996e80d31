import { evaluate, missingNeeds, nextFlip, type Condition, type Facts, type Need } from '#conditions';
import type { Change } from './change';
import type { Journey } from './journey.schema';
import type { Person } from './person';
import type { Occurrence, Run } from './run';
import { factsOfRun, standingOf, stepOf, type View } from './standing';
import { semanticsOf } from './step-table';

/** A condition that a run is under, wherever it rests, and what it is judged on. */
interface Watched {
  readonly condition: Condition;
  readonly facts: Facts;
}

/** What a run may look at when something has happened to its person. */
export function viewOf({ profile, zone, counts }: Person, occurrence: Occurrence): View {
  return { now: occurrence.acceptedAt, profile, zone, counts };
}

/** What an occurrence changed about its person. */
export function changeBy({ touched, hasJoined = false }: Person, occurrence: Occurrence): Change {
  return { attributes: touched, event: occurrence.name, isWhole: hasJoined };
}

/** Why a run ends by a condition: what stands before the colon is the same for everybody. */
export function reasonOfExit(reason: string | undefined, because: string): string {
  return reason ?? `a condition to exit holds: ${because}`;
}

/** Why a run is to end now by a condition of the journey's exit rules; null where none holds. */
export function exitHolding(journey: Journey, facts: Facts): string | null {
  for (const rule of journey.exit ?? []) {
    if (!('if' in rule)) continue;
    const { holds, because } = evaluate(rule.if, facts);
    if (holds) return reasonOfExit(rule.reason, because);
  }
  return null;
}

/**
 * The conditions that may end a run, or end what it rests on, whatever it waits for: those of the exit rules, and those
 * of the wait it rests on.
 */
export function watchedBy(journey: Journey, run: Run, view: View): readonly Watched[] {
  const exits = exitConditions(journey);
  const step = run.rest?.kind === 'wait' ? stepOf(journey, run.step) : undefined;
  const waits = (step && semanticsOf(step).watches?.(step)) ?? [];
  const ofExits = exits.length === 0 ? null : factsOfRun(journey, run, view);
  const ofWaits = waits.length === 0 ? null : standingOf(journey, run, view).facts;
  return [
    ...(ofExits ? exits.map((condition) => ({ condition, facts: ofExits })) : []),
    ...(ofWaits ? waits.map((condition) => ({ condition, facts: ofWaits })) : []),
  ];
}

/** The conditions of the exit rules. */
export function exitConditions({ exit = [] }: Journey): readonly Condition[] {
  return exit.flatMap((rule) => ('if' in rule ? [rule.if] : []));
}

/** The counts of the history without which what is watched cannot be judged. */
export function needsOfWatched(watched: readonly Watched[]): readonly Need[] {
  return watched.flatMap(({ condition, facts }) => missingNeeds(condition, facts));
}

/** The next instant (epoch ms) at which what is watched is to be judged again though nothing happens; null = never. */
export function nextLook(watched: readonly Watched[]): number | null {
  return watched.reduce<number | null>((first, { condition, facts }) => {
    return earlier(first, nextFlip(condition, facts));
  }, null);
}

/** The earlier of two instants, where null is never. */
export function earlier(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b < a) ? b : a;
}
