import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Each cycle holds a step that takes time, so that nobody runs around it without end. */
export const loopWithoutWait: Rule = {
  name: 'loop-without-wait',
  find(journey) {
    return findLoops(journey).map((loop) => ({
      severity: 'error',
      step: loop[0] ?? null,
      path: pointer(['steps', loop[0] ?? '']),
      sentence: `The steps ${loop.map((id) => `'${id}'`).join(' → ')} form a loop in which nobody ever waits.`,
      hint: 'Put a wait into the loop, or let one of its steps lead out of it.',
    }));
  },
};

/** The loops that remain once every step that takes time is taken out; one for each step that closes one. Iterative: 1,000 steps in a row must not exhaust the stack. */
function findLoops(journey: Journey): readonly (readonly string[])[] {
  const state = new Map<string, 'open' | 'done'>();
  const loops: string[][] = [];
  for (const root of Object.keys(journey.steps)) {
    const path: { id: string; rest: string[] }[] = [];
    const enter = (id: string): void => {
      state.set(id, 'open');
      path.push({ id, rest: [...nextsOf(journey, id)] });
    };
    if (!state.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(next) === 'open') {
        loops.push(path.slice(path.findIndex((one) => one.id === next)).map((one) => one.id));
      } else if (!state.has(next)) {
        enter(next);
      }
    }
  }
  return loops;
}

function nextsOf(journey: Journey, id: string): readonly string[] {
  const step = Object.hasOwn(journey.steps, id) ? journey.steps[id] : undefined;
  if (!step) return [];
  const semantics = semanticsOf(step);
  return semantics.takesTime(step) ? [] : semantics.edges(step).flatMap((edge) => (edge.next === null ? [] : [edge.next]));
}
