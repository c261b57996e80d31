import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** The shares of a step that divides people total 100. */
export const sharesNot100: Rule = {
  name: 'shares-not-100',
  find: (journey) =>
    Object.entries(journey.steps).flatMap(([id, step]) => {
      const shares = semanticsOf(step).shares?.(step);
      const total = shares?.reduce((sum, share) => sum + share, 0) ?? 100;
      if (total === 100) return [];
      return [
        {
          severity: 'error',
          step: id,
          path: pointer(['steps', id, 'paths']),
          sentence: `The shares of '${id}' total ${total}, not 100.`,
          hint:
            total < 100
              ? `Give ${100 - total} more to one of its paths.`
              : `Take ${total - 100} away from its paths.`,
        },
      ];
    }),
};
