import { readJourney, type Journey } from '#journey';
import { planPeople, type PeoplePolicies } from './plan-people';

/** The steps of the versions so far: `pause` was a branch once. */
const earlier = [
  { step: 'cool-down', kind: 'wait' },
  { step: 'worth', kind: 'branch' },
  { step: 'mail', kind: 'email' },
  { step: 'clicked?', kind: 'waitFor' },
  { step: 'bye', kind: 'exit' },
  { step: 'coin', kind: 'split' },
  { step: 'note', kind: 'set' },
  { step: 'pause', kind: 'branch' },
  { step: 'pause', kind: 'wait' },
  { step: 'of-a-later-release', kind: 'sms' },
];

const next = journey({
  hold: { kind: 'wait', for: '1d', next: 'mail' },
  mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
});

function journey(steps: object): Journey {
  const document = {
    key: 'cart',
    name: 'Cart',
    trigger: { event: 'X' },
    start: Object.keys(steps)[0],
    steps,
  };
  const reading = readJourney(document);
  if (reading.kind !== 'journey') throw new Error(JSON.stringify(reading.problems));
  return reading.journey;
}

const plan = (people: PeoplePolicies): ReturnType<typeof planPeople> => planPeople(people, { earlier, next });

describe('what becomes of the people of earlier versions', () => {
  test.each<[string, PeoplePolicies, ReturnType<typeof planPeople>['policies']]>([
    ['nothing where nothing is said', {}, []],
    ['nothing where they are kept', { 'cool-down': 'keep' }, []],
    ['they are taken out', { 'clicked?': 'exit' }, [{ step: 'clicked?', policy: 'exit', target: null }]],
    [
      'they are moved, each step by its own policy',
      { 'cool-down': { move: 'hold' }, mail: { move: 'mail' }, 'clicked?': 'keep' },
      [
        { step: 'cool-down', policy: 'move', target: 'hold' },
        { step: 'mail', policy: 'move', target: 'mail' },
      ],
    ],
    [
      'a step counts that was one of standing in any of the versions',
      { pause: 'exit' },
      [{ step: 'pause', policy: 'exit', target: null }],
    ],
    [
      'and one of a kind that this release does not know',
      { 'of-a-later-release': 'exit' },
      [{ step: 'of-a-later-release', policy: 'exit', target: null }],
    ],
  ])('%s', (_, people, policies) => {
    expect(plan(people)).toEqual({ policies, problems: [] });
  });

  test.each<[string, PeoplePolicies, object]>([
    [
      'a step of no version',
      { 'cool-dwon': 'exit' },
      {
        rule: 'unknown-step',
        step: 'cool-dwon',
        path: '/people/cool-dwon',
        sentence: "No earlier version has a step 'cool-dwon'.",
        hint: "Did you mean 'cool-down'?",
      },
    ],
    [
      'a step of no version, also where people would be kept there',
      { elsewhere: 'keep' },
      { rule: 'unknown-step', path: '/people/elsewhere', hint: expect.stringContaining("'cool-down'") },
    ],
    [
      'a step that only the new version has',
      { hold: 'exit' },
      { rule: 'unknown-step', path: '/people/hold' },
    ],
    ['a name that every object has', Object.fromEntries([['constructor', 'exit']]), { rule: 'unknown-step' }],
    ...(['worth', 'bye', 'coin', 'note'] as const).map((step): [string, PeoplePolicies, object] => [
      `a step at which nobody ever stands: ${step}`,
      { [step]: 'exit' as const },
      {
        rule: 'step-holds-nobody',
        step,
        path: `/people/${step}`,
        sentence: expect.stringContaining(`Nobody ever stands at step '${step}'`),
        hint: expect.stringContaining("'cool-down'"),
      },
    ]),
    [
      'a target that the new version does not have',
      { 'cool-down': { move: 'holt' } },
      {
        rule: 'unknown-move-target',
        step: 'cool-down',
        path: '/people/cool-down/move',
        sentence: "The new version has no step 'holt' to move people to.",
        hint: "Did you mean 'hold'?",
      },
    ],
    [
      'a target that only earlier versions have',
      { mail: { move: 'clicked?' } },
      { rule: 'unknown-move-target', hint: "It has 'hold', 'mail'." },
    ],
    [
      'a target that every object has',
      { mail: { move: 'toString' } },
      { rule: 'unknown-move-target', path: '/people/mail/move' },
    ],
  ])('is refused for %s', (_, people, problem) => {
    expect(plan(people)).toEqual({ policies: [], problems: [expect.objectContaining(problem)] });
  });

  test('tells all that is wrong at once, and where', () => {
    const { problems } = plan({ nowhere: { move: 'nothing' }, worth: 'exit', mail: 'exit' });
    expect(problems.map(({ rule, path }) => [rule, path])).toEqual([
      ['unknown-step', '/people/nowhere'],
      ['unknown-move-target', '/people/nowhere/move'],
      ['step-holds-nobody', '/people/worth'],
    ]);
  });

  test('has nobody to speak of where nothing was published before', () => {
    const { problems } = planPeople({ mail: 'exit' }, { earlier: [], next });
    expect(problems).toMatchObject([
      {
        rule: 'unknown-step',
        hint: 'Nothing was published before, so nobody is to be moved: leave `people` out.',
      },
    ]);
  });
});
