import { canonicalJson } from './canonical-json';
import type { Condition, DidCondition } from './condition';

/** A count of the person's history that a condition needs. */
export interface Need {
  /** The same for equal needs, and only for them; `facts.counts` is read by it. */
  readonly key: string;
  /** The name of the event to count. */
  readonly did: string;
  /** How far back from now, as a duration in the person's zone; null = ever. Both ends count. */
  readonly within: string | null;
  /** Which of those events count; reads `event.` only. Null = all. */
  readonly where: Condition | null;
  /** Counting may stop here: from this number on, the exact one changes neither answer nor reason. */
  readonly atLeast: number;
}

const known = new WeakMap<DidCondition, Need>();

/** The count that one `did` needs. */
export function needOf(condition: DidCondition): Need {
  const found = known.get(condition);
  if (found) return found;
  const { did, within = null, where = null } = condition;
  const counted = { did, within, where, atLeast: Math.max(leastOf(condition), (condition.atMost ?? -1) + 1) };
  const need = { key: canonicalJson(counted), ...counted };
  known.set(condition, need);
  return need;
}

/** The least count that a `did` accepts: 1 where it names no bound, 0 where it names only the upper one. */
export function leastOf(condition: DidCondition): number {
  return condition.atLeast ?? (condition.atMost === undefined ? 1 : 0);
}

/** All counts of the history that a condition may need, each once, in the order of reading. */
export function needsOf(condition: Condition): readonly Need[] {
  const needs = new Map<string, Need>();
  collect(condition, needs);
  return [...needs.values()];
}

function collect(condition: Condition, needs: Map<string, Need>): void {
  if ('did' in condition) {
    const need = needOf(condition);
    needs.set(need.key, need);
  } else if ('not' in condition) collect(condition.not, needs);
  else if ('all' in condition) condition.all.forEach((part) => collect(part, needs));
  else if ('any' in condition) condition.any.forEach((part) => collect(part, needs));
}
