import type { ParsedPath } from '#conditions';
import type { Journey } from '../journey.schema';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import type { Finding } from './rule';

/** The names under which a run can have anything. */
export interface Left {
  readonly ids: readonly string[];
  readonly variables: readonly string[];
}

/** The names of all steps of a journey, and of all variables that they set. */
export function whatIsLeft(journey: Journey): Left {
  return {
    ids: Object.keys(journey.steps),
    variables: Object.values(journey.steps).flatMap((step) =>
      (semanticsOf(step).sets?.(step) ?? []).map(({ name }) => name),
    ),
  };
}

/** Why there is never anything at a path; null where there may be. */
export function nothingAt(
  { root, keys }: Pick<ParsedPath, 'root' | 'keys'>,
  path: string,
  journey: Journey,
  { ids, variables }: Left,
): Pick<Finding, 'sentence' | 'hint'> | null {
  const [name, output] = keys;
  if (root === 'run' && !variables.includes(name)) {
    const sentence = `No step sets the variable '${name}', so there is nothing at '${path}'.`;
    return { sentence, hint: didYouMean(name, variables, 'Set it in a step of the kind "set" before.') };
  }
  if (root !== 'steps') return null;
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
