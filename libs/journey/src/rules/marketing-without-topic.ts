import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** A marketing message names the topic whose consent it needs. */
export const marketingWithoutTopic: Rule = {
  name: 'marketing-without-topic',
  find: (journey) =>
    Object.entries(journey.steps)
      .filter(([, step]) => semanticsOf(step).lacksTopic?.(step) ?? false)
      .map(([id]) => ({
        severity: 'error',
        step: id,
        path: pointer(['steps', id]),
        sentence: `Step '${id}' sends marketing, but names no topic, so nobody can consent to it or opt out of it.`,
        hint: 'Add "topic", or "class": "transactional" where the person expects the message whatever they agreed to.',
      })),
};
