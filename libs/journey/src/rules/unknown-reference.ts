import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import type { Reference } from '../steps/step.semantics';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import type { Finding } from './rule';

/** Problems of references to things of one sort that the workspace does not have. */
export function findUnknown(
  what: Reference['what'],
  journey: Journey,
  known: ReadonlySet<string>,
): readonly Finding[] {
  return Object.entries(journey.steps).flatMap(([id, step]) =>
    (semanticsOf(step).references?.(step) ?? [])
      .filter((reference) => reference.what === what && !known.has(reference.key))
      .map((reference) => ({
        severity: 'error' as const,
        step: id,
        path: pointer(['steps', id, ...reference.at]),
        sentence: `There is no ${what} '${reference.key}' in this workspace.`,
        hint: didYouMean(reference.key, known, `Save it first: PUT /v1/${what}s/${reference.key}.`),
      })),
  );
}
