import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import type { Reference } from '../steps/step.semantics';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import { MOST_FINDINGS, type Finding } from './rule';

/** Problems of references to things of one sort that the workspace does not have. */
export function findUnknown(
  what: Reference['what'],
  journey: Journey,
  known: ReadonlySet<string>,
): readonly Finding[] {
  const unknown = Object.entries(journey.steps).flatMap(([id, step]) =>
    (semanticsOf(step).references?.(step) ?? [])
      .filter((reference) => reference.what === what && !known.has(reference.key))
      .map((reference) => ({ id, reference })),
  );
  return unknown.slice(0, MOST_FINDINGS).map(({ id, reference: { key, at } }) => ({
    severity: 'error',
    step: id,
    path: pointer(['steps', id, ...at]),
    sentence: `There is no ${what} '${key}' in this workspace.`,
    hint: didYouMean(key, known, `Save it first: PUT /v1/${what}s/${key}.`),
  }));
}
