import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import { listenersOf } from './listeners-of';
import { didYouMean } from './nearest';
import { MOST_FINDINGS, type Rule } from './rule';

/** Every edge leads to a step of the journey, or to null; and messages are those of a step. */
export const unknownStep: Rule = {
  name: 'unknown-step',
  find(journey) {
    const ids = Object.keys(journey.steps);
    const edges = Object.entries(journey.steps).flatMap(([id, step]) =>
      semanticsOf(step)
        .edges(step)
        .map((edge) => ({
          step: id,
          path: pointer(['steps', id, ...edge.at]),
          next: edge.next,
          hint: GO_ON,
        })),
    );
    const messages = listenersOf(journey).flatMap(({ of = 'any', at, step }) =>
      of === 'any'
        ? []
        : of.map((id, index) => ({ step, path: pointer([...at, 'of', index]), next: id, hint: OF })),
    );
    const unknown = [
      { step: null, path: pointer(['start']), next: journey.start, hint: BEGIN },
      ...edges,
      ...messages,
    ].flatMap((edge) =>
      edge.next === null || stepOf(journey, edge.next) ? [] : [{ ...edge, next: edge.next }],
    );
    return unknown.slice(0, MOST_FINDINGS).map(({ step, path, next, hint }) => ({
      severity: 'error',
      step,
      path,
      sentence: `There is no step '${next}'.`,
      hint: didYouMean(next, ids, hint),
    }));
  },
};

const BEGIN = 'Name the step of this journey that people begin at.';
const OF = 'Name a step of this journey that sends a message.';
const GO_ON = 'Name a step of this journey, or null to complete the journey here.';
