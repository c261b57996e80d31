import type { Condition } from './condition';
import { evaluate } from './evaluate';
import type { Facts } from './facts';
import { needOf, type Need } from './needs';

/**
 * The counts to load before `evaluate` may be called: those not in the facts yet that can still matter.
 * Once they are loaded it does not throw; one round suffices. What is settled without them is not asked for:
 * in `{ all: [plan is vip, did ...] }` a person on another plan costs no look at the history.
 */
export function missingNeeds(condition: Condition, facts: Facts): readonly Need[] {
  const missing = new Map<string, Need>();
  settle(condition, facts, missing);
  return [...missing.values()];
}

/** The answer, as `evaluate` would find it, or null where it hangs on a missing count. */
function settle(condition: Condition, facts: Facts, missing: Map<string, Need>): boolean | null {
  if ('did' in condition) {
    const need = needOf(condition);
    if (Object.hasOwn(facts.counts, need.key)) return evaluate(condition, facts).holds;
    missing.set(need.key, need);
    return null;
  }
  if ('all' in condition) return settleParts(condition.all, facts, missing, false);
  if ('any' in condition) return settleParts(condition.any, facts, missing, true);
  if ('not' in condition) {
    const answer = settle(condition.not, facts, missing);
    return answer === null ? null : !answer;
  }
  return evaluate(condition, facts).holds;
}

function settleParts(
  parts: readonly Condition[],
  facts: Facts,
  missing: Map<string, Need>,
  decisive: boolean,
): boolean | null {
  let settled = true;
  for (const part of parts) {
    const answer = settle(part, facts, missing);
    // Whatever the missing ones before it answer, it decides; they are reached, though, so they stay missing.
    if (answer === decisive) return decisive;
    if (answer === null) settled = false;
  }
  return settled ? !decisive : null;
}
