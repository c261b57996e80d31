import { findings, journeyWith } from '../testing';
import { pathUnknown } from './path-unknown';

const steps = {
  ab: {
    kind: 'split',
    paths: [
      { name: 'a', share: 50, next: 'keep' },
      { name: 'b', share: 50, next: null },
    ],
  },
  keep: { kind: 'set', set: { total: { path: 'event.total' } }, next: 'mail?' },
  'mail?': { kind: 'email', template: 'cart', topic: 'offers', next: 'hold' },
  hold: { kind: 'wait', for: '1h', next: 'ask' },
};
const ask = (condition: object) => ({
  kind: 'branch',
  paths: [{ name: 'yes', if: condition, next: null }],
  otherwise: null,
});
const exists = (field: string) => ({ field, op: 'exists' });
const found = (what: string, at = '/steps/ask/paths/0/if/field') => `warning ${at}: ${what}`;

test.each<[path: string, found: readonly string[]]>([
  ['profile.anything', []],
  ['event.anything', []],
  ['trigger.anything', []],
  ['run.total', []],
  ['run.total.inside', []],
  ['steps.ab.path', []],
  ['steps.ab', []],
  ['steps.mail?.outcome', []],
  [
    'run.totl',
    ["No step sets the variable 'totl', so there is nothing at 'run.totl'. Did you mean 'total'?"],
  ],
  [
    'run.constructor',
    [
      "No step sets the variable 'constructor', so there is nothing at 'run.constructor'. Set it in a step of the kind \"set\" before.",
    ],
  ],
  [
    'steps.mail.outcome',
    ["There is no step 'mail', so there is nothing at 'steps.mail.outcome'. Did you mean 'mail?'?"],
  ],
  [
    'steps.constructor.path',
    [
      "There is no step 'constructor', so there is nothing at 'steps.constructor.path'. Name a step of this journey.",
    ],
  ],
  [
    'steps.mail?.result',
    ["The step 'mail?' leaves nothing at 'steps.mail?.result'. It leaves sendId, outcome, reason."],
  ],
  [
    'steps.mail?.outcom',
    ["The step 'mail?' leaves nothing at 'steps.mail?.outcom'. Did you mean 'outcome'?"],
  ],
  [
    'steps.hold.until',
    [
      "The step 'hold' leaves nothing at 'steps.hold.until'. A step of the kind \"wait\" leaves nothing to later steps.",
    ],
  ],
])('%s', (path, what) => {
  const document = journeyWith({ ...steps, ask: ask(exists(path)) });
  expect(findings(pathUnknown, document)).toEqual(what.map((one) => found(one)));
});

const NONE =
  "No step sets the variable 'x', so there is nothing at 'run.x'. Set it in a step of the kind \"set\" before.";
const nested = { all: [{ not: exists('run.x') }, { any: [exists('profile.a'), exists('run.x')] }] };

test.each<[string, steps: { [id: string]: object }, settings: object, at: readonly string[]]>([
  [
    'in conditions, wherever',
    { ask: ask(nested) },
    {},
    ['/steps/ask/paths/0/if/all/0/not/field', '/steps/ask/paths/0/if/all/1/any/1/field'],
  ],
  ['in a date', { a: { kind: 'wait', until: 'run.x', next: null } }, {}, ['/steps/a/until']],
  ['not in a date that is none', { a: { kind: 'wait', until: '2026-01-01', next: null } }, {}, []],
  [
    'in a set',
    { a: { kind: 'set', set: { y: { path: 'run.x' } }, next: null } },
    {},
    ['/steps/a/set/y/path'],
  ],
  [
    'in an address',
    { a: { kind: 'email', template: 'cart', class: 'transactional', to: 'run.x', next: null } },
    {},
    ['/steps/a/to'],
  ],
  [
    'in the key of a wait',
    { a: { kind: 'waitFor', paths: [{ name: 'a', event: 'Bought', key: 'run.x', next: null }] } },
    {},
    ['/steps/a/paths/0/key'],
  ],
  [
    'in what is of the journey as a whole',
    { a: { kind: 'exit', reason: 'x' } },
    {
      trigger: { event: 'Begun', where: exists('run.x') },
      entry: { key: 'run.x' },
      exit: [{ event: 'Left', key: 'run.x' }],
      goal: { event: 'Bought', key: 'run.x' },
    },
    ['/entry/key', '/exit/0/key', '/goal/key', '/trigger/where/field'],
  ],
])('%s', (_, given, settings, at) => {
  const document = journeyWith(given, { ...settings });
  expect(findings(pathUnknown, document)).toEqual(at.map((place) => found(NONE, place)));
});
