import { findings, journeyWith } from '../testing';
import { unknownStep } from './unknown-step';

const end = { kind: 'exit', reason: 'x' };
const wait = (next: string | null) => ({ kind: 'wait', for: '1h', next });
const mail = (edges: object) => ({ kind: 'email', template: 't', topic: 'o', next: null, ...edges });

const NAME_OR_NULL = 'Name a step of this journey, or null to complete the journey here.';

test.each<[string, document: object, found: readonly string[]]>([
  ['every edge leads to a step or to null', journeyWith({ a: wait('b'), b: mail({ onRefused: 'a' }) }), []],
  ['a step leads to itself', journeyWith({ a: wait('a') }), []],
  [
    'an edge leads nowhere',
    journeyWith({ a: wait('elsewhere'), b: end }),
    [`error /steps/a/next: There is no step 'elsewhere'. ${NAME_OR_NULL}`],
  ],
  [
    'an edge is misspelled',
    journeyWith({ 'cool-down': wait('mial'), mail: mail({}) }),
    ["error /steps/cool-down/next: There is no step 'mial'. Did you mean 'mail'?"],
  ],
  [
    'several edges of a step lead nowhere',
    journeyWith({ 'mail?': mail({ next: 'x', onRefused: 'y', onFailed: null }) }),
    [
      `error /steps/mail?/next: There is no step 'x'. ${NAME_OR_NULL}`,
      `error /steps/mail?/onRefused: There is no step 'y'. ${NAME_OR_NULL}`,
    ],
  ],
  [
    'engagement is of messages of steps that are not there',
    journeyWith(
      {
        mail: mail({ next: 'hold' }),
        hold: {
          kind: 'waitFor',
          paths: [{ name: 'x', event: 'Email Clicked', of: ['mail', 'mial'], next: null }],
          timeout: '1d',
          onTimeout: null,
          resetOn: [{ event: 'Email Opened', of: ['post'] }],
        },
      },
      { exit: [{ event: 'Email Bounced', of: 'any' }], goal: { event: 'Email Opened', of: ['x'] } },
    ),
    [
      "error /goal/of/0: There is no step 'x'. Name a step of this journey that sends a message.",
      "error /steps/hold/paths/0/of/1: There is no step 'mial'. Did you mean 'mail'?",
      "error /steps/hold/resetOn/0/of/0: There is no step 'post'. Name a step of this journey that sends a message.",
    ],
  ],
  [
    'the start is missing',
    journeyWith({ a: end }, { start: 'beginning' }),
    ["error /start: There is no step 'beginning'. Name the step of this journey that people begin at."],
  ],
  [
    'the start is misspelled',
    journeyWith({ 'cool-down': end }, { start: 'cooldown' }),
    ["error /start: There is no step 'cooldown'. Did you mean 'cool-down'?"],
  ],
  [
    'a name that every object has is no step',
    journeyWith({ a: wait('constructor') }),
    [`error /steps/a/next: There is no step 'constructor'. ${NAME_OR_NULL}`],
  ],
])('%s', (_, document, found) => {
  expect(findings(unknownStep, document)).toEqual(found);
});

test('of a thousand wrong edges the first hundred are told', () => {
  const ids = Array.from({ length: 1_000 }, (_, place) => `step-${place}-${'x'.repeat(50)}`);
  const steps = Object.fromEntries(ids.map((id, place) => [id, wait(`${'y'.repeat(50)}-${place}`)]));
  expect(findings(unknownStep, journeyWith(steps))).toHaveLength(100);
});
