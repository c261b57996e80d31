import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Where people wait for something that may never happen, it is said how long at most. */
export const timeoutMissing: Rule = {
  name: 'timeout-missing',
  find: (journey) =>
    Object.entries(journey.steps)
      .filter(([, step]) => semanticsOf(step).waitsForEver?.(step))
      .map(([id]) => ({
        severity: 'warning',
        step: id,
        path: pointer(['steps', id]),
        sentence: `Whoever comes to '${id}' waits there for ever if nothing of it happens.`,
        hint: 'Say how long at most, and where to go then, like "timeout": "3d", "onTimeout": null.',
      })),
};
