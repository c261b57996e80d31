import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import type { Rule } from './rule';

/** Every edge leads to a step of the journey, or to null. */
export const unknownStep: Rule = {
  name: 'unknown-step',
  find(journey) {
    const ids = Object.keys(journey.steps);
    const edges = Object.entries(journey.steps).flatMap(([id, step]) =>
      semanticsOf(step)
        .edges(step)
        .map((edge) => ({ step: id, path: pointer(['steps', id, ...edge.at]), next: edge.next })),
    );
    return [{ step: null, path: pointer(['start']), next: journey.start }, ...edges].flatMap(
      ({ step, path, next }) => {
        if (next === null || stepOf(journey, next)) return [];
        const otherwise =
          step === null
            ? 'Name the step of this journey that people begin at.'
            : 'Name a step of this journey, or null to complete the journey here.';
        const hint = didYouMean(next, ids, otherwise);
        return [{ severity: 'error', step, path, sentence: `There is no step '${next}'.`, hint }];
      },
    );
  },
};
