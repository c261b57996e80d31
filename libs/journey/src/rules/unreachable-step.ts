import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Every step can be reached from the start. */
export const unreachableStep: Rule = {
  name: 'unreachable-step',
  find(journey) {
    const reached = new Set<string>();
    const open = [journey.start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const step = Object.hasOwn(journey.steps, id) ? journey.steps[id] : undefined;
      if (!step || reached.has(id)) continue;
      reached.add(id);
      for (const edge of semanticsOf(step).edges(step)) if (edge.next !== null) open.push(edge.next);
    }
    return Object.keys(journey.steps)
      .filter((id) => !reached.has(id))
      .map((id) => ({
        severity: 'warning',
        step: id,
        path: pointer(['steps', id]),
        sentence: `Nobody can reach step '${id}'.`,
        hint: 'Let another step lead to it, or remove it.',
      }));
  },
};
