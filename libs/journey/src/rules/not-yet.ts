import { readsOf, type Condition } from '#conditions';
import { pointer } from '../problem';
import { conditionsOf } from './conditions-of';
import type { Finding, Rule } from './rule';

/** What the language has, but no code serves yet, is refused by name, never accepted in silence. */
export const notYet: Rule = {
  name: 'not-yet',
  find: (journey) => [
    ...unservedTriggers
      .filter(({ key }) => key in journey.trigger)
      .map(({ key, what }) => refuse(what, ['trigger', key], null)),
    ...conditionsOf(journey).flatMap(({ condition, at, step }) =>
      unservedReads
        .filter(({ prefix }) => reads(condition, prefix))
        .map(({ what }) => refuse(what, at, step)),
    ),
  ],
};

const unservedTriggers = [
  { key: 'date', what: 'A trigger by a date' },
  { key: 'schedule', what: 'A trigger by a schedule' },
  { key: 'segment', what: 'A trigger by a segment' },
] as const;

const unservedReads = [{ prefix: 'segment:', what: 'A condition on a segment' }] as const;

function reads(condition: Condition, prefix: string): boolean {
  return readsOf(condition).some((read) => read.startsWith(prefix));
}

function refuse(what: string, at: readonly PropertyKey[], step: string | null): Finding {
  return {
    severity: 'error',
    step,
    path: pointer(at),
    sentence: `${what} is part of the language, but is not served yet.`,
    hint: 'Leave it out until a later release.',
  };
}
