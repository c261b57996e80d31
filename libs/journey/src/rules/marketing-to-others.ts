import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** Marketing is written to the person's own addresses only: what an event carries may be anybody's. */
export const marketingToOthers: Rule = {
  name: 'marketing-to-others',
  find: (journey) =>
    Object.entries(journey.steps)
      .filter(([, step]) => semanticsOf(step).writesToOthers?.(step) ?? false)
      .map(([id]) => ({
        severity: 'error',
        step: id,
        path: pointer(['steps', id, 'to']),
        sentence: `Step '${id}' sends marketing to an address that is not the person's own.`,
        hint: 'Write to an attribute such as profile.email, or use "class": "transactional" where the person expects the message.',
      })),
};
