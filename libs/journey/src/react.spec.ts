import { react } from './react';
import type { KnownRun, Person } from './person';
import { emptyMemory, type Occurrence } from './run';
import {
  after,
  at,
  epochMs,
  event,
  given,
  journeyFrom,
  journeyWith,
  runIdOf,
  type ImaginedEvent,
  type Story,
} from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;

/** Somebody who entered at noon, and is held for three days. */
function holding(settings: object = {}, properties: ImaginedEvent['properties'] = {}): Story {
  const journey = journeyWith({ hold: { kind: 'wait', for: '3d', next: null } }, { ...settings });
  return given(journey).on(event('Begun', properties), NOON);
}

const clicked = (properties: ImaginedEvent['properties'], source: ImaginedEvent['source'] = 'jornada') =>
  event('Email Clicked', properties, { source });

describe('an exit', () => {
  const where = { field: 'event.total', op: 'gt', value: 0 };

  test.each<[rules: readonly object[], arriving: ImaginedEvent, because: string]>([
    [[{ event: 'Bought' }], event('Bought'), 'Bought arrived'],
    [[{ event: 'Bought', reason: 'comprou' }], event('Bought'), 'comprou'],
    [[{ event: 'Bought', where }], event('Bought', { total: 5 }), 'Bought arrived: total is 5, more than 0'],
    [
      [{ event: 'Left' }, { event: 'Bought', reason: 'first' }, { event: 'Bought', reason: 'second' }],
      event('Bought'),
      'first',
    ],
    [
      [{ event: 'Bought', where: { field: 'profile.plan', op: 'eq', value: 'vip' } }],
      event('Bought', {}, { traits: { plan: 'vip' } }),
      "Bought arrived: plan is 'vip'",
    ],
    [
      [{ event: 'Bought', where: { field: 'trigger.cart', op: 'eq', value: 'c1' } }],
      event('Bought', { cart: 'c2' }),
      "Bought arrived: cart is 'c1'",
    ],
  ])('by %j, when %j arrives, ends the run where it rests: %s', (exit, arriving, because) => {
    const story = holding({ exit }, { cart: 'c1' }).on(arriving, after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'exited', because, step: 'hold' }]);
    expect(story.log().at(-1)).toBe(`1h hold ended: ${because}`);
  });

  test.each<[rules: readonly object[], arriving: ImaginedEvent]>([
    [[{ event: 'Bought' }], event('bought')],
    [[{ event: 'Bought', where }], event('Bought', { total: 0 })],
    [[{ event: 'Bought', where }], event('Bought')],
    [[], event('Bought')],
  ])('by %j is not one when %j arrives', (exit, arriving) => {
    expect(holding({ exit }).on(arriving, after('1h')).endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('with a key ends the run of that key only; without one, every run', () => {
    const keyed = { entry: { key: 'event.cart' } };
    const two = (exit: object) =>
      holding({ ...keyed, exit: [exit] }, { cart: 'c1' }).on(event('Begun', { cart: 2 }), after('1h'));
    const bought = event('Bought', { cart: '2' });
    const states = (story: Story) =>
      story
        .on(bought, after('1h'))
        .endings()
        .map((run) => `${run.key} ${run.state}`);
    expect(states(two({ event: 'Bought', key: 'event.cart' }))).toEqual(['c1 completed', '2 exited']);
    expect(states(two({ event: 'Bought' }))).toEqual(['c1 exited', '2 exited']);
  });

  test('with a key that the event does not have ends nobody, not even runs without a key', () => {
    const exit = [{ event: 'Bought', key: 'event.cart' }];
    expect(holding({ exit }).on(event('Bought'), after('1h')).endings()).toMatchObject([
      { state: 'completed' },
    ]);
    expect(
      holding({ exit })
        .on(event('Bought', { cart: '' }), after('1h'))
        .endings(),
    ).toMatchObject([{ state: 'completed' }]);
  });

  test('is judged in the order in which events are accepted, not in that of their clocks', () => {
    const before = event('Bought', {}, { timestamp: epochMs('2026-06-15T11:00:00Z') });
    expect(
      holding({ exit: [{ event: 'Bought' }] })
        .on(before, after('1h'))
        .endings(),
    ).toMatchObject([{ state: 'exited' }]);
  });

  test.each([
    ['too old', { timestamp: epochMs('2026-06-14T12:59:59Z') }],
    ['imported', { source: 'import' as const }],
  ])('an event that is %s ends nobody', (_, particular) => {
    const story = holding({ exit: [{ event: 'Bought' }] }).on(event('Bought', {}, particular), after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('does not touch the run that the event itself enters', () => {
    const exit = [{ event: 'Begun', reason: 'begun anew' }];
    expect(holding({ exit }).endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('happens once: what has ended stays as it ended', () => {
    const exit = [
      { event: 'Bought', reason: 'bought' },
      { event: 'Left', reason: 'left' },
    ];
    const story = holding({ exit }).on(event('Bought'), after('1h')).on(event('Left'), after('1h'));
    expect(story.endings()).toMatchObject([{ because: 'bought' }]);
    expect(story.log()).toHaveLength(3);
  });

  test('ends a run that rests on a send, which is then not waited for', () => {
    const journey = journeyWith(
      { mail: { kind: 'email', template: 't', topic: 'o', next: null } },
      { exit: [{ event: 'Bought' }] },
    );
    const story = given(journey)
      .send('mail', 'accepted', null, '15m')
      .on(event('Begun'), NOON)
      .on(event('Bought'), after('1m'));
    expect(story.endings()).toMatchObject([{ state: 'exited', step: 'mail' }]);
    expect(story.log().filter((line) => line.includes('sent'))).toEqual([]);
  });
});

describe('a goal', () => {
  const goal = { event: 'Bought' };

  test('is counted once, and does not end the run', () => {
    const story = holding({ goal }).on(event('Bought'), after('1h')).on(event('Bought'), after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'completed', goal: true }]);
    expect(story.log().filter((line) => line.includes('goal'))).toEqual([
      '1h hold decided: goal reached: Bought arrived',
    ]);
  });

  test('is counted before an exit by the same event', () => {
    const story = holding({ goal, exit: [{ event: 'Bought', reason: 'bought' }] }).on(
      event('Bought'),
      after('1h'),
    );
    expect(story.endings()).toMatchObject([{ state: 'exited', goal: true }]);
    expect(story.log().slice(2)).toEqual([
      '1h hold decided: goal reached: Bought arrived',
      '1h hold ended: bought',
    ]);
  });

  test.each([
    ['completed', {}, '4d'],
    ['exited', { exit: [{ event: 'Left' }] }, '1h'],
  ])('is counted after the run has %s, too', (state, settings, later) => {
    const story = holding({ goal, ...settings })
      .on(event('Left'), after('1h'))
      .on(event('Bought'), after(later));
    expect(story.endings()).toMatchObject([{ state, goal: true }]);
  });

  test.each<[goal: object, arriving: ImaginedEvent, reached: boolean]>([
    [
      { ...goal, where: { field: 'event.total', op: 'gte', value: 10 } },
      event('Bought', { total: 10 }),
      true,
    ],
    [
      { ...goal, where: { field: 'event.total', op: 'gte', value: 10 } },
      event('Bought', { total: 9 }),
      false,
    ],
    [{ ...goal, key: 'event.cart' }, event('Bought', { cart: 'c1' }), true],
    [{ ...goal, key: 'event.cart' }, event('Bought', { cart: 'c2' }), false],
    [{ ...goal, key: 'event.cart' }, event('Bought'), false],
    [goal, event('Looked'), false],
  ])('%j, when %j arrives, is reached: %s', (wanted, arriving, reached) => {
    const settings = { goal: wanted, entry: { key: 'event.cart' } };
    expect(holding(settings, { cart: 'c1' }).on(arriving, after('1h')).endings()).toMatchObject([
      { goal: reached },
    ]);
  });

  test.each<[within: string | undefined, happened: string, reached: boolean]>([
    ['7d', '2026-06-22T12:00:00Z', true],
    ['7d', '2026-06-22T12:00:00.001Z', false],
    ['1h', '2026-06-15T13:00:00Z', true],
    // Days on the calendar of the workspace, in which there is a night of 25 hours.
    ['150d', '2026-11-12T13:00:00Z', true],
    ['150d', '2026-11-12T13:00:00.001Z', false],
    [undefined, '2027-06-16T12:00:00Z', true],
    [undefined, '2027-06-16T12:00:00.001Z', false],
    // Before the trigger, it cannot be what the journey was for.
    [undefined, '2026-06-15T11:59:59.999Z', false],
    [undefined, '2026-06-15T12:00:00Z', true],
  ])(
    'within %j of an entry at noon of 15 June, one that happens at %s is reached: %s',
    (within, happened, reached) => {
      const journey = holding({ goal: { ...goal, ...(within && { within }) } }).workspaceIn(
        'America/New_York',
      );
      const timestamp = epochMs(happened);
      expect(journey.on(event('Bought', {}, { timestamp }), after('2y')).endings()).toMatchObject([
        { goal: reached },
      ]);
    },
  );

  test('is counted by the time at which it happened, though it came late or was imported', () => {
    const inTime = { timestamp: epochMs('2026-06-16T12:00:00Z') };
    const settings = { goal: { ...goal, within: '7d' } };
    expect(
      holding(settings)
        .on(event('Bought', {}, inTime), after('30d'))
        .endings(),
    ).toMatchObject([{ goal: true }]);
    const imported = event('Bought', {}, { ...inTime, source: 'import' });
    expect(holding(settings).on(imported, after('30d')).endings()).toMatchObject([{ goal: true }]);
  });
});

describe('engagement', () => {
  const own = { enrollmentId: runIdOf('story', 'message-1') };

  test.each<[string, ImaginedEvent, heard: boolean]>([
    ['with a message of this run', clicked(own), true],
    ['with a message of another run', clicked({ enrollmentId: runIdOf('story', 'message-9') }), false],
    ['with nobody knows which message', clicked({}), false],
    ['that a client claims', clicked(own, 'client'), false],
    ['that was imported', clicked(own, 'import'), false],
  ])('%s: heard %s (%s)', (_, arriving, heard) => {
    const settings = { exit: [{ event: 'Email Clicked' }], goal: { event: 'Email Clicked' } };
    const state = heard ? 'exited' : 'completed';
    expect(holding(settings).on(arriving, after('1h')).endings()).toMatchObject([{ state, goal: heard }]);
  });

  test.each([
    'Delivered',
    'Opened',
    'Clicked',
    'Bounced',
    'Dropped',
    'Deferred',
    'Complained',
    'Unsubscribed',
  ])('Email %s is one', (what) => {
    const settings = { exit: [{ event: `Email ${what}` }] };
    const [fromClient, fromJornada] = [
      event(`Email ${what}`, own),
      event(`Email ${what}`, own, { source: 'jornada' }),
    ];
    expect(holding(settings).on(fromClient, after('1h')).endings()).toMatchObject([{ state: 'completed' }]);
    expect(holding(settings).on(fromJornada, after('1h')).endings()).toMatchObject([{ state: 'exited' }]);
  });
});

describe('one occurrence', () => {
  const journey = journeyFrom(
    journeyWith(
      { hold: { kind: 'wait', for: '3d', next: null } },
      { goal: { event: 'Begun' }, exit: [{ event: 'Begun' }] },
    ),
  );
  const noon = epochMs('2026-06-15T12:00:00Z');
  const occurrence: Occurrence = {
    name: 'Begun',
    properties: {},
    timestamp: noon,
    acceptedAt: noon,
    messageId: 'm2',
    source: 'client',
  };
  const knownRun = (id: string, more: Partial<KnownRun> = {}): KnownRun => ({
    journeyId: 'story',
    version: 1,
    journey,
    active: true,
    goalAt: null,
    won: false,
    run: {
      id,
      workspaceId: 'w',
      entryKey: '',
      trigger: { ...occurrence, timestamp: noon - HOUR, acceptedAt: noon - HOUR, messageId: 'm1' },
      enteredAt: noon - HOUR,
      step: 'hold',
      rest: { kind: 'wait', since: noon - HOUR, until: noon + HOUR, label: '' },
      memory: { ...emptyMemory, visits: { hold: 1 } },
    },
    ...more,
  });
  const person: Person = {
    profile: {},
    zone: 'UTC',
    runs: [
      knownRun('active'),
      knownRun('reached', { goalAt: noon - 1 }),
      knownRun('ended', { active: false }),
    ],
    open: [{ journeyId: 'story', version: 2, journey, paused: false }],
    entries: [{ journeyId: 'story', key: '', count: 3, active: 2, lastEnteredAt: noon - HOUR }],
    laterEvents: [],
    counts: {},
  };

  test('counts goals, ends runs, wakes none of those, and lets in, in this order', () => {
    expect(react(person, occurrence)).toMatchObject({
      goals: [{ runId: 'active' }, { runId: 'ended' }],
      exits: [{ runId: 'active' }, { runId: 'reached' }],
      wins: [],
      entries: [{ kind: 'enter', key: '', open: { version: 2 } }],
      refusals: [],
    });
  });

  test('means the same however often it is asked, and changes nothing in place', () => {
    const before = JSON.stringify(person);
    expect(react(person, occurrence)).toEqual(react(person, occurrence));
    expect(JSON.stringify(person)).toBe(before);
  });

  test('means nothing for a person whom it does not concern', () => {
    const nothing = { goals: [], exits: [], wins: [], entries: [], refusals: [] };
    expect(react(person, { ...occurrence, name: 'Other' })).toEqual(nothing);
    expect(react({ ...person, runs: [], open: [] }, occurrence)).toEqual(nothing);
  });

  test('does not stumble over a run at a step that its journey does not have', () => {
    const lost = knownRun('lost');
    const runs = [{ ...lost, run: { ...lost.run, step: 'constructor' } }];
    expect(react({ ...person, runs }, { ...occurrence, name: 'Other' }).wins).toEqual([]);
  });
});
