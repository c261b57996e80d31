import { evaluate, instantOf, type Condition, type Facts, type FieldCondition, type Json } from '#conditions';
import { pointer } from '../problem';
import { conditionsOf } from './conditions-of';
import type { Rule } from './rule';

/** A condition that no person and no event can ever meet, where that is certain: one field cannot be two things at once. */
export const branchCannotMatch: Rule = {
  name: 'branch-cannot-match',
  find: (journey) =>
    conditionsOf(journey).flatMap(({ condition, at, step }) => {
      const field = contradictedIn(condition);
      if (field === null) return [];
      return [
        {
          severity: 'warning',
          step,
          path: pointer(at),
          sentence: `This never holds: no '${field}' is all that is asked of it here.`,
          hint: 'Use "any" where one of these is enough, or leave one of them out.',
        },
      ];
    }),
};

/** The field of which a condition asks what cannot be; null where it may hold. */
function contradictedIn(condition: Condition): string | null {
  if ('all' in condition) return contradictedTogether(partsOf(condition));
  if (!('any' in condition)) return null;
  const found = condition.any.map((part) => contradictedIn(part));
  return found.every((field) => field !== null) ? (found[0] ?? null) : null;
}

/** Everything that must hold at once, through the lists within lists. */
function partsOf(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap((part) => partsOf(part)) : [condition];
}

function contradictedTogether(parts: readonly Condition[]): string | null {
  const byField = new Map<string, FieldCondition[]>();
  for (const part of parts) {
    const field = contradictedIn(part);
    if (field !== null) return field;
    if ('field' in part) byField.set(part.field, [...(byField.get(part.field) ?? []), part]);
  }
  return [...byField].find(([, asked]) => !canAllHold(asked))?.[0] ?? null;
}

const DATES = new Set(['before', 'after', 'withinLast', 'withinNext']);
const WORDS = new Set(['startsWith', 'endsWith', 'matches', ...DATES]);
const NOTHING = new Set(['missing', 'ne', 'notIn']);

/** Whether some value may be all of this; what hangs on the time of the asking may be. */
function canAllHold(asked: readonly FieldCondition[]): boolean {
  if (asked.some(({ op }) => op === 'missing')) return asked.every(({ op }) => NOTHING.has(op));
  const [named] = asked.map((one) => valuesOf(one)).filter((values) => values !== null);
  if (named) return named.some((value) => asked.every((one) => mayBe(value, one)));
  const [least, most] = [boundOf(asked, ['gt', 'gte']), boundOf(asked, ['lt', 'lte'])];
  if ((least ?? most) && asked.some(({ op }) => WORDS.has(op))) return false;
  if (!least || !most) return true;
  return least.value < most.value || (least.value === most.value && least.op === 'gte' && most.op === 'lte');
}

/** The values of which a comparison allows no other; null where it allows more than can be told. */
function valuesOf(one: FieldCondition): readonly Json[] | null {
  if (one.op === 'eq') return [one.value];
  return one.op === 'in' ? one.value : null;
}

function mayBe(value: Json, one: FieldCondition): boolean {
  // When a day begins hangs on the zone, and what is near on the time of the asking.
  if (DATES.has(one.op)) return typeof value === 'string' && instantOf(value, 'UTC') !== null;
  return evaluate({ ...one, field: 'event.it' }, { ...NOWHERE, event: { it: value } }).holds;
}

const NOWHERE: Facts = {
  ...{ now: 0, zone: 'UTC', profile: {}, trigger: {}, event: {}, run: {}, steps: {}, counts: {} },
};

type Ordered = Extract<FieldCondition, { readonly op: 'gt' | 'gte' | 'lt' | 'lte' }>;

/** The narrowest of the bounds on one side. */
function boundOf(
  asked: readonly FieldCondition[],
  [strict, loose]: readonly ['gt', 'gte'] | readonly ['lt', 'lte'],
): Ordered | undefined {
  const bounds = asked.filter((one): one is Ordered => one.op === strict || one.op === loose);
  const direction = strict === 'gt' ? -1 : 1;
  return bounds.toSorted((a, b) => direction * (a.value - b.value) || (a.op === strict ? -1 : 1))[0];
}
