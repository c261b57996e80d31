import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { stepOf } from '../standing';
import { semanticsOf } from '../step-table';
import type { Finding, Rule } from './rule';

/** A journey that starts itself does so after a wait only: else each run begins the next at once. */
export const startsItself: Rule = {
  name: 'starts-itself',
  find: (journey) => [...reachedAtOnce(journey)].flatMap((id) => findStarts(journey, id)),
};

function findStarts(journey: Journey, id: string): readonly Finding[] {
  const step = stepOf(journey, id);
  if (!step) return [];
  const starts = semanticsOf(step).references?.(step) ?? [];
  return starts
    .filter(({ what, key }) => what === 'journey' && key === journey.key)
    .map(({ at }) => ({
      severity: 'error',
      step: id,
      path: pointer(['steps', id, ...at]),
      sentence: `The journey starts itself at '${id}', and nobody ever waits before.`,
      hint: 'Put a wait with "for" before it.',
    }));
}

/** The steps to which somebody who enters may come without having waited. */
function reachedAtOnce(journey: Journey): ReadonlySet<string> {
  const reached = new Set<string>([journey.start]);
  for (const id of reached) {
    const step = stepOf(journey, id);
    if (!step || semanticsOf(step).takesTime(step)) continue;
    for (const { next } of semanticsOf(step).edges(step)) if (next !== null) reached.add(next);
  }
  return reached;
}
