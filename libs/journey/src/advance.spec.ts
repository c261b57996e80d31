import { advance, type Situation } from './advance';
import { emptyMemory, type Run } from './run';
import { after, at, epochMs, event, given, journeyFrom, journeyWith } from './testing';

const NOON = epochMs('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;

const situation: Situation = { now: NOON, profile: {}, zone: 'UTC', counts: {}, won: null, send: null };

const arriving: Run = {
  id: 'run',
  workspaceId: 'workspace',
  profileId: 'person',
  entryKey: '',
  trigger: {
    name: 'Begun',
    properties: {},
    timestamp: NOON,
    acceptedAt: NOON,
    messageId: 'm',
    source: 'client',
  },
  enteredAt: NOON,
  step: 'hold',
  rest: null,
  memory: emptyMemory,
};

const journey = journeyFrom(
  journeyWith({
    hold: { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'later' },
    later: { kind: 'wait', for: '3d', next: null },
  }),
);

/** The run as it stands after `hold` was reached at noon. */
const held = advance(journey, arriving, situation).run;
/** The run as it stands after it asked for its mail, an hour later. */
const sending = advance(journey, held, { ...situation, now: NOON + HOUR }).run;

describe('a run that can move', () => {
  test('rests where it has to wait, and says until when', () => {
    expect(advance(journey, arriving, situation)).toMatchObject({
      run: { step: 'hold', rest: { kind: 'wait', since: NOON, until: NOON + HOUR, label: 'wait 1h (hold)' } },
      until: NOON + HOUR,
      commands: [],
      end: null,
    });
  });

  test('is woken when its time is over, to the millisecond', () => {
    expect(advance(journey, held, { ...situation, now: NOON + HOUR - 1 }).log).toEqual([]);
    expect(advance(journey, held, { ...situation, now: NOON + HOUR }).log).toMatchObject([
      { step: 'hold', kind: 'wait', visit: 1, did: 'woken', at: NOON + HOUR },
      { step: 'mail', kind: 'email', visit: 1, did: 'rested', at: NOON + HOUR },
    ]);
  });

  test('notes in its log which path it took, so that reports can count paths', () => {
    const forking = journeyFrom(
      journeyWith({
        hold: {
          kind: 'branch',
          paths: [{ name: 'vip', if: { field: 'profile.vip', op: 'exists' }, next: null }],
          otherwise: null,
        },
      }),
    );
    expect(advance(forking, arriving, { ...situation, profile: { vip: true } }).log).toMatchObject([
      { step: 'hold', did: 'decided', detail: { path: 'vip' } },
      { did: 'ended' },
    ]);
  });

  test('runs on to the next rest in one turn, however late it is', () => {
    const turn = advance(journey, held, { ...situation, now: NOON + 400 * 24 * HOUR });
    expect(turn.run).toMatchObject({
      step: 'mail',
      rest: { kind: 'send' },
      memory: { visits: { hold: 1, mail: 1 } },
    });
    expect(turn.commands).toHaveLength(1);
  });

  test.each([
    ['accepted', null],
    ['refused', 'no-consent'],
    ['failed', 'bad-request'],
    ['unknown', 'timeout'],
  ] as const)('goes on when its send is settled as %s (%j), and remembers it', (outcome, reason) => {
    const turn = advance(journey, sending, {
      ...situation,
      now: NOON + 2 * HOUR,
      send: { kind: 'settled', outcome, reason },
    });
    expect(turn.run).toMatchObject({ step: 'later', memory: { outputs: { mail: { outcome, reason } } } });
    expect(turn.until).toBe(NOON + 74 * HOUR);
  });
});

describe('a run with nothing to do', () => {
  test.each<[string, Run, Situation, until: number | null]>([
    ['in a wait', held, situation, NOON + HOUR],
    ['for a send nobody knows of yet', sending, { ...situation, now: NOON + HOUR }, null],
    [
      'for an open send',
      sending,
      { ...situation, send: { kind: 'open', until: NOON + 2 * HOUR } },
      NOON + 2 * HOUR,
    ],
    ['for an open send without end', sending, { ...situation, send: { kind: 'open', until: null } }, null],
    [
      'in a wait, whatever another send came to',
      held,
      { ...situation, send: { kind: 'settled', outcome: 'accepted', reason: null } },
      NOON + HOUR,
    ],
  ])('%s comes back unchanged, without log and commands', (_, run, seen, until) => {
    const turn = advance(journey, run, seen);
    expect(turn).toEqual({ run, log: [], commands: [], end: null, until, needs: [], variants: {} });
    expect(turn.run).toBe(run);
  });
});

describe('the end', () => {
  test('clears what the run rested on, and asks for nothing', () => {
    const later = advance(journey, sending, {
      ...situation,
      now: NOON + HOUR,
      send: { kind: 'settled', outcome: 'accepted', reason: null },
    }).run;
    const turn = advance(journey, later, { ...situation, now: NOON + 100 * HOUR });
    expect(turn).toMatchObject({
      end: { state: 'completed' },
      run: { step: 'later', rest: null },
      commands: [],
      until: null,
    });
    expect(turn.log.at(-1)).toEqual({
      at: NOON + 100 * HOUR,
      step: 'later',
      kind: null,
      visit: 1,
      did: 'ended',
      because: 'reached the end of the journey',
    });
  });

  test.each(['gone', 'constructor', 'tostring'])(
    'a step that is not there (%s) ends it, and says so',
    (step) => {
      expect(advance(journey, { ...held, step }, situation)).toMatchObject({
        end: { state: 'exited', because: `step '${step}' is not in the journey` },
        log: [{ step, visit: 0, did: 'ended' }],
        run: { step, rest: null },
      });
    },
  );
});

describe('loops', () => {
  const around = {
    a: { kind: 'wait', for: '1h', next: 'b' },
    b: { kind: 'wait', until: '2000-01-01', next: 'a' },
  };

  test.each([
    [{ limits: { visits: 3 } }, 3],
    [{ limits: { visits: 1 } }, 1],
    [{}, 100],
    [{ limits: {} }, 100],
  ])('with %j end after %d visits of one step, as failed', (limits, visits) => {
    const story = given(journeyWith(around, limits)).on(event('Begun'), at('2026-06-15T12:00:00Z'));
    const because = `step 'a' was visited more than ${visits} times`;
    expect(story.endings()).toMatchObject([{ state: 'failed', because, step: 'a' }]);
    expect(story.log().filter((line) => line.includes(' a woken: '))).toHaveLength(visits);
  });

  test('that take no time at all end too, within one turn', () => {
    const dizzy = { a: { kind: 'wait', for: '0s', next: 'b' }, b: { kind: 'wait', for: '0s', next: 'a' } };
    const turn = advance(journeyFrom(journeyWith(dizzy)), { ...arriving, step: 'a' }, situation);
    expect(turn.end?.state).toBe('failed');
    expect(turn.log).toHaveLength(2 * 100 + 1);
  });
});

describe('steps with the names of things that every object has', () => {
  const steps = {
    constructor: { kind: 'email', template: 'cart', topic: 'offers', next: 'hold' },
    hold: { kind: 'wait', for: '1h', next: 'constructor' },
  };

  test('are visited and remembered like any other', () => {
    const story = given(journeyWith(steps, { limits: { visits: 2 } })).on(
      event('Begun'),
      at('2026-06-15T12:00:00Z'),
    );
    const { run } = story.play().runs[0] ?? {};
    expect(run?.memory.visits).toEqual({ constructor: 3, hold: 2 });
    expect(Object.keys(run?.memory.outputs ?? {})).toEqual(['constructor']);
    expect(story.sends().map((send) => send.visit)).toEqual([1, 2]);
  });
});

describe('a run between two turns', () => {
  test.each<[string, Run]>([
    ['that has entered', arriving],
    ['that waits', held],
    ['that waits for a send', sending],
  ])('%s survives being written as JSON', (_, run) => {
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  });

  test('is never changed in place', () => {
    const before = JSON.stringify(held);
    advance(journey, held, { ...situation, now: NOON + HOUR });
    expect(JSON.stringify(held)).toBe(before);
  });
});

describe('live data', () => {
  test('the profile is read when a step is reached, the trigger event as it was', () => {
    const story = given(journey)
      .person({ email: 'old@example.com' })
      .on(event('Begun', { cart: 1 }), at('2026-06-15T12:00:00Z'))
      .on(event('Cart Updated', { cart: 2 }, { traits: { email: 'new@example.com' } }), after('10m'));
    expect(story.sends()).toMatchObject([
      { to: 'new@example.com', context: { profile: { email: 'new@example.com' }, event: { cart: 1 } } },
    ]);
  });
});
