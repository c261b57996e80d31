import { broken, EXAMPLE, MISSING, said } from './testing/broken';

const KEY = 'A key is 1-100 lower-case letters, digits, dashes and underscores.';
const PATH =
  'A path is profile.…, trigger.…, event.…, run.… or steps.<id>.…, with names after dots and [0] for a place in a list.';
const DURATION = 'Not a duration: durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h.';
const STEP_ID =
  'A step id is 1-63 lower-case letters, digits and dashes, begins with a letter, may end in "?".';
const AGAIN = '"again" is "never", "afterEnd", "always" or an object like { "after": "30d" }.';
const SEE = 'See docs/journey-language.md.';
const IS = { field: 'profile.plan', op: 'exists' };
const EVENT_OR_IF = 'An object with one of "event", "if" is expected here.';
const OF_MISPLACED = '"of" belongs to events about messages, such as Email Clicked.';
const EXITS = 'For example: "exit": [{ "event": "Order Completed", "reason": "bought" }]';

describe('a journey that is not written as one', () => {
  test.each<[at: string, written: unknown, sentence: string, hint: string, path?: string]>([
    ['/key', MISSING, "'key' is missing.", EXAMPLE],
    ['/key', null, "'key' must be text, not null.", EXAMPLE],
    ['/key', 5, "'key' must be text, not a number.", EXAMPLE],
    ['/key', '', KEY, EXAMPLE],
    ['/key', 'Abandoned Cart', KEY, EXAMPLE],
    ['/key', '-cart', KEY, EXAMPLE],
    ['/key', ['cart'], "'key' must be text, not a list.", EXAMPLE],
    ['/name', MISSING, "'name' is missing.", EXAMPLE],
    ['/name', '', 'A journey has a name.', EXAMPLE],
    ['/name', null, "'name' must be text, not null.", EXAMPLE],
    ['/name', { pt: 'Carrinho' }, "'name' must be text, not an object.", EXAMPLE],
    ['/description', 7, "'description' must be text, not a number.", SEE],
    ['/$schema', 7, "'$schema' must be text, not a number.", SEE],
    ['/zone', 3, "'zone' must be text, not a number.", EXAMPLE],
    ['/zone', '', 'A time zone has a name.', EXAMPLE],
    ['/entry', [], "'entry' must be an object, not a list.", EXAMPLE],
    ['/entry', 'never', "'entry' must be an object, not text.", EXAMPLE],
    ['/entry/key', 'cart', PATH, EXAMPLE],
    ['/entry/key', null, 'A path is text, such as profile.plan.', EXAMPLE],
    ['/entry/again', 'once', AGAIN, EXAMPLE],
    ['/entry/again', 'afterend', AGAIN, "Did you mean 'afterEnd'?"],
    ['/entry/again', null, AGAIN, EXAMPLE],
    ['/entry/again', {}, "'after' is missing.", EXAMPLE, '/entry/again/after'],
    ['/entry/again', { after: '3 days' }, DURATION, EXAMPLE, '/entry/again/after'],
    ['/entry/maxAge', 24, 'A duration is text, like 1h, 3d or 1d 12h.', EXAMPLE],
    ['/entry/maxAge', '200y', 'Not a duration: it is longer than 100 years.', EXAMPLE],
    ['/entry/maxage', '1h', "'maxage' is not a setting here.", "Did you mean 'maxAge'?"],
    ['/exit', {}, "'exit' must be a list, not an object.", EXAMPLE],
    ['/exit', { event: 'Order Completed' }, "'exit' must be a list, not an object.", EXAMPLE],
    ['/exit/0', null, EVENT_OR_IF, EXITS],
    ['/exit/0/event', MISSING, EVENT_OR_IF, EXITS, '/exit/0'],
    ['/exit/0/if', IS, "'if' is not a setting here.", 'Settings here are: event, where, key, of, reason.'],
    ['/exit/0/of', 'any', OF_MISPLACED, 'Leave it out.'],
    ['/goal/of', 'any', OF_MISPLACED, 'Leave it out.'],
    ['/goal/of', 'mail', '"of" is "any", or a list of steps, like ["mail"].', EXAMPLE],
    ['/exit/0/reason', '', 'A reason is not empty.', EXAMPLE],
    ['/exit/0/resaon', 'x', "'resaon' is not a setting here.", "Did you mean 'reason'?"],
    [
      '/exit/0/where',
      { field: 'event.total', op: 'in', value: 5 },
      '"value" is a list here, like ["vip", "gold"].',
      SEE,
      '/exit/0/where/value',
    ],
    ['/exit/0/key', 'cart', PATH, EXAMPLE],
    ['/exit/1', 'Left', EVENT_OR_IF, EXITS],
    ['/goal', [], "'goal' must be an object, not a list.", EXAMPLE],
    ['/goal/event', MISSING, "'event' is missing.", EXAMPLE],
    ['/goal/within', '2y', 'The window of a goal is at most a year.', EXAMPLE],
    ['/goal/within', 'a week', DURATION, EXAMPLE],
    [
      '/goal/windows',
      '7d',
      "'windows' is not a setting here.",
      'Settings here are: event, where, key, of, within.',
    ],
    ['/start', MISSING, "'start' is missing.", EXAMPLE],
    ['/start', null, "'start' must be text, not null.", EXAMPLE],
    ['/start', 'Hold', STEP_ID, EXAMPLE],
    ['/start', '', STEP_ID, EXAMPLE],
    ['/limits', 5, "'limits' must be an object, not a number.", EXAMPLE],
    ['/limits/visits', 0, "'visits' must be at least 1.", EXAMPLE],
    ['/limits/visits', 10001, "'visits' must be at most 10000.", EXAMPLE],
    ['/limits/visits', 1.5, "'visits' must be a whole number, not 1.5.", EXAMPLE],
    ['/limits/visits', '100', "'visits' must be a number, not text.", EXAMPLE],
    ['/limits/steps', 5, "'steps' is not a setting here.", 'Settings here are: visits.'],
    ['/nmae', 'Cart', "'nmae' is not a setting here.", "Did you mean 'name'?"],
    [
      '/version',
      2,
      "'version' is not a setting here.",
      'Settings here are: $schema, key, name, description, zone, utm, trigger, entry, exit, goal, start, steps, limits.',
    ],
    [
      '/constructor',
      {},
      "'constructor' is not a setting here.",
      'Settings here are: $schema, key, name, description, zone, utm, trigger, entry, exit, goal, start, steps, limits.',
    ],
  ])('at %s %j: %s', (at, written, sentence, hint, path = at) => {
    expect(said(broken(at, written))).toEqual([[path, sentence, hint]]);
  });
});
