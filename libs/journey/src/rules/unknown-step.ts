import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import type { Rule } from './rule';

/** Every edge leads to a step of the journey, or to null. */
export const unknownStep: Rule = {
  name: 'unknown-step',
  find(journey) {
    const ids = Object.keys(journey.steps);
    const edges = [
      { step: null, path: pointer(['start']), next: journey.start },
      ...Object.entries(journey.steps).flatMap(([id, step]) =>
        semanticsOf(step)
          .edges(step)
          .map((edge) => ({ step: id, path: pointer(['steps', id, ...edge.at]), next: edge.next })),
      ),
    ];
    return edges
      .filter((edge) => edge.next !== null && !Object.hasOwn(journey.steps, edge.next))
      .map(({ step, path, next }) => ({
        severity: 'error',
        step,
        path,
        sentence: `There is no step '${String(next)}'.`,
        hint: didYouMean(String(next), ids, 'Name a step of this journey, or null to complete the journey here.'),
      }));
  },
};
