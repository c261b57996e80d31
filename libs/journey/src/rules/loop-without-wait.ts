import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Steps of a loop that are named in a sentence; the others are counted. */
const MOST_NAMED = 6;

/** Each cycle holds a step that takes time, so that nobody runs around it without end. */
export const loopWithoutWait: Rule = {
  name: 'loop-without-wait',
  find: (journey) =>
    findLoops(journey).map((loop) => ({
      severity: 'error',
      step: loop[0] ?? null,
      path: pointer(['steps', loop[0] ?? '']),
      sentence: `Nobody ever waits in the loop ${inWords(loop)}.`,
      hint: 'Put a wait with "for" into the loop, or let its steps lead out of it.',
    })),
};

function inWords(loop: readonly string[]): string {
  const named = loop.slice(0, MOST_NAMED).map((id) => `'${id}'`);
  const left = loop.length - named.length;
  return [...named, ...(left > 0 ? [`${left} more`] : []), `'${loop[0] ?? ''}'`].join(' → ');
}

/**
 * Loops that remain once every step that takes time is taken out; no step is in two of them, so that each is told once.
 * Iterative: 1,000 steps in a row must not exhaust the stack.
 */
function findLoops(journey: Journey): readonly (readonly string[])[] {
  const state = new Map<string, 'open' | 'done'>();
  const told = new Set<string>();
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
        const loop = path.slice(path.findIndex((one) => one.id === next)).map((one) => one.id);
        if (loop.every((id) => !told.has(id))) loops.push(loop);
        loop.forEach((id) => told.add(id));
      } else if (!state.has(next)) {
        enter(next);
      }
    }
  }
  return loops;
}

function nextsOf(journey: Journey, id: string): readonly string[] {
  const step = stepOf(journey, id);
  if (!step) return [];
  const semantics = semanticsOf(step);
  const takesTime = semantics.takesTime(step);
  return semantics
    .edges(step)
    .flatMap(({ next, atOnce = !takesTime }) => (next === null || !atOnce ? [] : [next]));
}
