import { parsePath } from '#conditions';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import { comparisonsIn, conditionsOf } from './conditions-of';
import { nothingAt, whatIsLeft } from './nothing-at';
import type { Finding, Rule } from './rule';

/** What is read of a run, something in the journey leaves there: an output of a step, or a variable. */
export const pathUnknown: Rule = {
  name: 'path-unknown',
  find(journey) {
    const left = whatIsLeft(journey);
    return pathsIn(journey).flatMap(({ path, at, step }) => {
      const parsed = parsePath(path);
      const missed = parsed && nothingAt(parsed, path, journey, left);
      return missed ? [{ severity: 'warning', step, path: pointer(at), ...missed } satisfies Finding] : [];
    });
  },
};

interface PlacedPath {
  readonly path: string;
  readonly at: readonly PropertyKey[];
  readonly step: string | null;
}

/** Every path that a journey reads, and where it is written. */
function pathsIn(journey: Journey): readonly PlacedPath[] {
  const { entry, exit = [], goal, steps } = journey;
  const keys = [
    { path: entry?.key, at: ['entry', 'key'], step: null },
    ...exit.map((rule, index) => ({
      path: 'event' in rule ? rule.key : undefined,
      at: ['exit', index, 'key'],
      step: null,
    })),
    { path: goal?.key, at: ['goal', 'key'], step: null },
  ];
  const fields = conditionsOf(journey)
    .flatMap((placed) => comparisonsIn(placed))
    .map(({ condition, at, step }) => ({ path: condition.field, at: [...at, 'field'], step }));
  const reads = Object.entries(steps).flatMap(([id, step]) =>
    (semanticsOf(step).reads?.(step) ?? []).map(({ path, at }) => ({
      path,
      at: ['steps', id, ...at],
      step: id,
    })),
  );
  return [
    ...keys.flatMap((key) => (key.path === undefined ? [] : [{ ...key, path: key.path }])),
    ...fields,
    ...reads,
  ];
}
