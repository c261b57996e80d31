import type { Condition } from './condition';

/** What is wrong with the `where` of a `did`, and at which place in it. */
export interface WhereProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const ONLY_EVENT = 'the "where" of a "did" reads only event.…, the properties of the past event';
const NO_HISTORY =
  'the "where" of a "did" judges one past event: it cannot look at the history or at segments';

/** Finds what a past event alone cannot answer: the history is counted where it is stored, without the person. */
export function whereProblems(where: Condition): readonly WhereProblem[] {
  if ('field' in where)
    return where.field.startsWith('event.') ? [] : [{ path: ['field'], message: ONLY_EVENT }];
  if ('did' in where) return [{ path: ['did'], message: NO_HISTORY }];
  if ('segment' in where) return [{ path: ['segment'], message: NO_HISTORY }];
  if ('not' in where) return under(['not'], where.not);
  const [name, parts] = 'all' in where ? (['all', where.all] as const) : (['any', where.any] as const);
  return parts.flatMap((part, index) => under([name, index], part));
}

function under(at: readonly (string | number)[], part: Condition): readonly WhereProblem[] {
  return whereProblems(part).map(({ path, message }) => ({ path: [...at, ...path], message }));
}
