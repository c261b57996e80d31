import { broken, EXAMPLE, MISSING, said } from './testing/broken';

const PATH =
  'A path is profile.…, trigger.…, event.…, run.… or steps.<id>.…, with names after dots and [0] for a place in a list.';
const DURATION = 'Not a duration: durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h.';
const SEE = 'See docs/journey-language.md.';
const CONDITION = 'An object with one of "field", "did", "segment", "all", "any", "not" is expected here.';
const TRIGGER = 'An object with one of "event", "api", "date", "schedule", "segment" is expected here.';
const OPERATORS =
  'there are eq, ne, gt, gte, lt, lte, in, notIn, contains, startsWith, endsWith, matches, exists, missing, before, after, withinLast, withinNext.';

describe('a trigger that is not written as one', () => {
  test.each<[at: string, written: unknown, sentence: string, hint: string, path?: string]>([
    ['/trigger', MISSING, "'trigger' is missing.", EXAMPLE],
    ['/trigger', null, TRIGGER, EXAMPLE],
    ['/trigger', 'Cart Updated', TRIGGER, EXAMPLE],
    ['/trigger', [], TRIGGER, EXAMPLE],
    ['/trigger', {}, TRIGGER, EXAMPLE],
    ['/trigger', { evnt: 'Cart Updated' }, TRIGGER, EXAMPLE],
    ['/trigger/event', '', 'An event has a name.', EXAMPLE],
    ['/trigger/event', 9, "'event' must be text, not a number.", EXAMPLE],
    ['/trigger/event', null, "'event' must be text, not null.", EXAMPLE],
    ['/trigger/wehre', {}, "'wehre' is not a setting here.", "Did you mean 'where'?"],
    ['/trigger/api', true, "'api' is not a setting here.", 'Settings here are: event, where.'],
    ['/trigger', { api: false }, "'api' must be true, not false.", SEE, '/trigger/api'],
    ['/trigger', { segment: 'vips' }, "'on' is missing.", SEE, '/trigger/on'],
    [
      '/trigger',
      { segment: 'vips', on: 'entr' },
      "'on' must be 'enter' or 'leave', not 'entr'.",
      "Did you mean 'enter'?",
      '/trigger/on',
    ],
    ['/trigger', { date: 'birthday' }, PATH, SEE, '/trigger/date'],
    ['/trigger/where', null, CONDITION, EXAMPLE],
    ['/trigger/where', {}, CONDITION, EXAMPLE],
    ['/trigger/where', 'event.total > 0', CONDITION, EXAMPLE],
    ['/trigger/where/field', MISSING, CONDITION, EXAMPLE, '/trigger/where'],
    ['/trigger/where/field', 'total', PATH, EXAMPLE],
    ['/trigger/where/field', 'event.items.[0]', PATH, EXAMPLE],
    ['/trigger/where/op', MISSING, `A comparison needs an "op"; ${OPERATORS}`, EXAMPLE],
    ['/trigger/where/op', 'greater', `"greater" is no operator; ${OPERATORS}`, EXAMPLE],
    [
      '/trigger/where/value',
      MISSING,
      "'value' is missing.",
      '"value" is a number here (dates are compared by "before" and "after").',
    ],
    [
      '/trigger/where/value',
      '0',
      '"value" is a number here (dates are compared by "before" and "after").',
      SEE,
    ],
    ['/trigger/where/valeu', 1, 'A comparison has "field", "op" and "value", not "valeu".', SEE],
    ['/trigger/where', { all: [] }, 'At least one condition is needed here.', SEE, '/trigger/where/all'],
    [
      '/trigger/where',
      { any: [{ field: 'event.total', op: 'matches', value: '(' }] },
      'Not a regular expression that RE2 can run: missing closing ): `(`.',
      SEE,
      '/trigger/where/any/0/value',
    ],
    [
      '/trigger/where',
      { field: 'event.at', op: 'withinLast', value: '3 days' },
      DURATION,
      SEE,
      '/trigger/where/value',
    ],
    [
      '/trigger/where',
      { did: 'Bought', atLeast: 0 },
      '"atLeast" begins at 1; for "did not" write "atMost": 0.',
      SEE,
      '/trigger/where/atLeast',
    ],
  ])('at %s %j: %s', (at, written, sentence, hint, path = at) => {
    expect(said(broken(at, written))).toEqual([[path, sentence, hint]]);
  });
});
