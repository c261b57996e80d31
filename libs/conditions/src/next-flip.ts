import type { Condition } from './condition';
import type { Facts } from './facts';
import type { FieldCondition } from './field-condition.schema';
import { instantOf } from './instant';
import { needOf } from './needs';
import { readPath } from './path';
import { windowAround } from './window';

/**
 * The next instant (epoch ms) after now at which the answer may change although no fact does, or null where
 * there is none: time moves the fields of `withinLast` and `withinNext` into and out of their windows, and
 * past events out of the window of `{ did, within }`: when, the facts say with the count (`fades`).
 * Between now and that instant the answer stays; at it, the condition is to be judged again.
 */
export function nextFlip(condition: Condition, facts: Facts): number | null {
  if ('field' in condition) return flipOfField(condition, facts);
  if ('did' in condition) return facts.fades?.[needOf(condition).key] ?? null;
  if ('not' in condition) return nextFlip(condition.not, facts);
  if ('all' in condition) return earliest(condition.all, facts);
  if ('any' in condition) return earliest(condition.any, facts);
  return null;
}

function earliest(parts: readonly Condition[], facts: Facts): number | null {
  return parts.reduce<number | null>((first, part) => {
    const flip = nextFlip(part, facts);
    return first === null || (flip !== null && flip < first) ? flip : first;
  }, null);
}

function flipOfField(condition: FieldCondition, facts: Facts): number | null {
  if (condition.op !== 'withinLast' && condition.op !== 'withinNext') return null;
  const found = readPath(facts, condition.field);
  const at = typeof found === 'string' ? instantOf(found, facts.zone) : null;
  const window = at === null ? null : windowAround(at, condition.op, condition.value, facts.zone);
  if (!window) return null;
  if (facts.now < window.from) return window.from;
  return facts.now <= window.to ? window.to + 1 : null;
}
