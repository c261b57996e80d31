import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import { MOST_FINDINGS, type Rule } from './rule';

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
    const unknown = [{ step: null, path: pointer(['start']), next: journey.start }, ...edges].flatMap(
      (edge) => (edge.next === null || stepOf(journey, edge.next) ? [] : [{ ...edge, next: edge.next }]),
    );
    return unknown.slice(0, MOST_FINDINGS).map(({ step, path, next }) => ({
      severity: 'error',
      step,
      path,
      sentence: `There is no step '${next}'.`,
      hint: didYouMean(next, ids, step === null ? BEGIN : GO_ON),
    }));
  },
};

const BEGIN = 'Name the step of this journey that people begin at.';
const GO_ON = 'Name a step of this journey, or null to complete the journey here.';
