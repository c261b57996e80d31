import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Every step can be reached from the start. Where there is no such start, `unknown-step` says so instead. */
export const unreachableStep: Rule = {
  name: 'unreachable-step',
  find(journey) {
    const reached = stepsFrom(journey.start, journey);
    if (reached.size === 0) return [];
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

function stepsFrom(start: string, journey: Journey): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = stepOf(journey, id);
    if (!step || reached.has(id)) continue;
    reached.add(id);
    for (const { next } of semanticsOf(step).edges(step)) if (next !== null) open.push(next);
  }
  return reached;
}
