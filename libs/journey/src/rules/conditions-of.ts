import type { Condition, FieldCondition } from '#conditions';
import type { Journey } from '../journey.schema';
import { semanticsOf } from '../step-table';

/** A condition of a journey, and where it is written (keys of a JSON pointer). */
export interface Placed<C = Condition> {
  readonly condition: C;
  readonly at: readonly PropertyKey[];
  /** Null = it is of the journey as a whole. */
  readonly step: string | null;
}

/** Every condition of a journey: of its trigger, exits and goal, and of its steps. */
export function conditionsOf({ trigger, exit = [], goal, steps }: Journey): readonly Placed[] {
  const written = [
    { condition: 'event' in trigger ? trigger.where : undefined, at: ['trigger', 'where'], step: null },
    ...exit.map((rule, index) =>
      'if' in rule
        ? { condition: rule.if, at: ['exit', index, 'if'], step: null }
        : { condition: rule.where, at: ['exit', index, 'where'], step: null },
    ),
    { condition: goal?.where, at: ['goal', 'where'], step: null },
    ...Object.entries(steps).flatMap(([id, step]) =>
      (semanticsOf(step).conditions?.(step) ?? []).map(({ condition, at }) => ({
        condition,
        at: ['steps', id, ...at],
        step: id,
      })),
    ),
  ];
  return written.flatMap(({ condition, at, step }) => (condition ? [{ condition, at, step }] : []));
}

/** Every comparison of a field in a condition, wherever it is in it; not those about past events. */
export function comparisonsIn({ condition, at, step }: Placed): readonly Placed<FieldCondition>[] {
  const inner = (part: Condition, ...keys: readonly PropertyKey[]): readonly Placed<FieldCondition>[] =>
    comparisonsIn({ condition: part, at: [...at, ...keys], step });
  if ('field' in condition) return [{ condition, at, step }];
  if ('not' in condition) return inner(condition.not, 'not');
  if ('all' in condition) return condition.all.flatMap((part, index) => inner(part, 'all', index));
  if ('any' in condition) return condition.any.flatMap((part, index) => inner(part, 'any', index));
  return [];
}
