import type { Condition } from '#conditions';
import { engagementNames } from '../engagement';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { conditionsOf, type Placed } from './conditions-of';
import { listenersOf } from './listeners-of';
import { didYouMean } from './nearest';
import { MOST_FINDINGS, type Rule } from './rule';

/**
 * An event that people wait for has come to this workspace before, by this very name: `order completed` is another
 * event than `Order Completed`. Where no event has come at all yet, nothing is said.
 */
export const eventNeverSeen: Rule = {
  name: 'event-never-seen',
  find(journey, { events }) {
    if (events.size === 0) return [];
    const unseen = namesIn(journey).filter(({ name }) => !events.has(name) && !engagementNames.has(name));
    return unseen.slice(0, MOST_FINDINGS).map(({ name, at, step }) => ({
      severity: 'warning',
      step,
      path: pointer(at),
      sentence: `No event '${name}' has ever come to this workspace.`,
      hint: didYouMean(name, events, 'Send one, or name an event that is sent.'),
    }));
  },
};

interface Named {
  readonly name: string;
  readonly at: readonly PropertyKey[];
  readonly step: string | null;
}

function namesIn(journey: Journey): readonly Named[] {
  const { trigger } = journey;
  return [
    ...('event' in trigger ? [{ name: trigger.event, at: ['trigger', 'event'], step: null }] : []),
    ...listenersOf(journey).map(({ event, at, step }) => ({ name: event, at: [...at, 'event'], step })),
    ...conditionsOf(journey).flatMap((placed) => countedIn(placed)),
  ];
}

/** The events that a condition counts, wherever it counts them. */
function countedIn({ condition, at, step }: Placed): readonly Named[] {
  const inner = (part: Condition, ...keys: readonly PropertyKey[]): readonly Named[] =>
    countedIn({ condition: part, at: [...at, ...keys], step });
  if ('did' in condition) return [{ name: condition.did, at: [...at, 'did'], step }];
  if ('not' in condition) return inner(condition.not, 'not');
  if ('all' in condition) return condition.all.flatMap((part, index) => inner(part, 'all', index));
  if ('any' in condition) return condition.any.flatMap((part, index) => inner(part, 'any', index));
  return [];
}
