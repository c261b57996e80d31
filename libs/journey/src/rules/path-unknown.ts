import { parsePath } from '#conditions';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { comparisonsIn, conditionsOf } from './conditions-of';
import { didYouMean } from './nearest';
import type { Finding, Rule } from './rule';

/** What is read of a run, something in the journey leaves there: an output of a step, or a variable. */
export const pathUnknown: Rule = {
  name: 'path-unknown',
  find(journey) {
    const known = {
      ids: Object.keys(journey.steps),
      variables: Object.values(journey.steps).flatMap((step) =>
        (semanticsOf(step).sets?.(step) ?? []).map(({ name }) => name),
      ),
    };
    return pathsIn(journey).flatMap(({ path, at, step }) => {
      const missed = missedAt(path, journey, known);
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

type Missed = Pick<Finding, 'sentence' | 'hint'>;

/** Why there is never anything at a path; null where there may be. */
function missedAt(
  path: string,
  journey: Journey,
  { ids, variables }: { readonly ids: readonly string[]; readonly variables: readonly string[] },
): Missed | null {
  const parsed = parsePath(path);
  const [name = '', output] = parsed?.keys ?? [];
  if (parsed?.root === 'run' && !variables.includes(name)) {
    const sentence = `No step sets the variable '${name}', so there is nothing at '${path}'.`;
    return { sentence, hint: didYouMean(name, variables, 'Set it in a step of the kind "set" before.') };
  }
  if (parsed?.root !== 'steps') return null;
  const step = stepOf(journey, name);
  if (!step) {
    const sentence = `There is no step '${name}', so there is nothing at '${path}'.`;
    return { sentence, hint: didYouMean(name, ids, 'Name a step of this journey.') };
  }
  const left = semanticsOf(step).leaves ?? [];
  if (output === undefined ? left.length > 0 : left.some((one) => one === output)) return null;
  return {
    sentence: `The step '${name}' leaves nothing at '${path}'.`,
    hint:
      left.length === 0
        ? `A step of the kind "${step.kind}" leaves nothing to later steps.`
        : didYouMean(String(output), left, `It leaves ${left.join(', ')}.`),
  };
}
