import { evaluate, type Condition, type Facts } from '#conditions';
import { engagementNames } from './engagement';
import type { Listener } from './hearing';
import type { Run } from './run';

const ALWAYS: Condition = { all: [] };
const NEVER: Condition = { any: [] };

/**
 * What would have to be in the person's history if an engagement that somebody listens for had come before they listened:
 * an event of a message of this very run. Null where that cannot be, or cannot be told from the history alone.
 */
export function recallOf(listener: Listener, run: Run, facts: Facts): Condition | null {
  // What another journey sent has no beginning here from which it could count.
  if (!engagementNames.has(listener.event) || listener.of === 'any') return null;
  const where = listener.where && bind(listener.where, facts);
  if (where === null) return null;
  const ofThisRun: Condition = { field: 'event.enrollmentId', op: 'eq', value: run.id };
  const ofThisKey: readonly Condition[] =
    listener.key === undefined ? [] : [{ field: listener.key, op: 'eq', value: run.entryKey }];
  const ofThese: readonly Condition[] =
    listener.of === undefined ? [] : [{ field: 'event.step', op: 'in', value: [...listener.of] }];
  const all = [ofThisRun, ...ofThese, ...ofThisKey, ...(where ? [where] : [])];
  return { did: listener.event, where: { all } };
}

/** A condition that hangs on the event alone, the rest of it being answered now; null where it looks into the history. */
function bind(condition: Condition, facts: Facts): Condition | null {
  if ('all' in condition) {
    const parts = bindAll(condition.all, facts);
    return parts && { all: parts };
  }
  if ('any' in condition) {
    const parts = bindAll(condition.any, facts);
    return parts && { any: parts };
  }
  if ('not' in condition) {
    const inner = bind(condition.not, facts);
    return inner && { not: inner };
  }
  if (!('field' in condition)) return null;
  if (condition.field.startsWith('event.')) return condition;
  return evaluate(condition, facts).holds ? ALWAYS : NEVER;
}

function bindAll(conditions: readonly Condition[], facts: Facts): Condition[] | null {
  const bound = conditions.map((condition) => bind(condition, facts));
  return bound.some((one) => one === null) ? null : (bound as Condition[]);
}
