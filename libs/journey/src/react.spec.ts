import { react } from './react';
import type { KnownRun, Person } from './person';
import { emptyMemory, type Occurrence } from './run';
import {
  after,
  at,
  epochMs,
  event,
  given,
  holding,
  journeyFrom,
  journeyWith,
  type ImaginedEvent,
  type Story,
} from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;

/** Somebody who entered at noon, and is held for three days. */
function entered(settings: object = {}, properties: ImaginedEvent['properties'] = {}): Story {
  return holding(settings, '3d').on(event('Begun', properties), NOON);
}

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
    const story = entered({ exit }, { cart: 'c1' }).on(arriving, after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'exited', because, step: 'hold' }]);
    expect(story.log().at(-1)).toBe(`1h hold ended: ${because}`);
  });

  test.each<[rules: readonly object[], arriving: ImaginedEvent]>([
    [[{ event: 'Bought' }], event('bought')],
    [[{ event: 'Bought', where }], event('Bought', { total: 0 })],
    [[{ event: 'Bought', where }], event('Bought')],
    [[], event('Bought')],
  ])('by %j is not one when %j arrives', (exit, arriving) => {
    expect(entered({ exit }).on(arriving, after('1h')).endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('with a key ends the run of that key only; without one, every run', () => {
    const keyed = { entry: { key: 'event.cart' } };
    const two = (exit: object) =>
      entered({ ...keyed, exit: [exit] }, { cart: 'c1' }).on(event('Begun', { cart: 2 }), after('1h'));
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
    expect(entered({ exit }).on(event('Bought'), after('1h')).endings()).toMatchObject([
      { state: 'completed' },
    ]);
    expect(
      entered({ exit })
        .on(event('Bought', { cart: '' }), after('1h'))
        .endings(),
    ).toMatchObject([{ state: 'completed' }]);
  });

  test('is judged in the order in which events are accepted, not in that of their clocks', () => {
    const before = event('Bought', {}, { timestamp: epochMs('2026-06-15T11:00:00Z') });
    expect(
      entered({ exit: [{ event: 'Bought' }] })
        .on(before, after('1h'))
        .endings(),
    ).toMatchObject([{ state: 'exited' }]);
  });

  test.each([
    ['too old', { timestamp: epochMs('2026-06-14T12:59:59Z') }],
    ['imported', { source: 'import' as const }],
  ])('an event that is %s ends nobody', (_, particular) => {
    const story = entered({ exit: [{ event: 'Bought' }] }).on(event('Bought', {}, particular), after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('does not touch the run that the event itself enters', () => {
    const exit = [{ event: 'Begun', reason: 'begun anew' }];
    expect(entered({ exit }).endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('happens once: what has ended stays as it ended', () => {
    const exit = [
      { event: 'Bought', reason: 'bought' },
      { event: 'Left', reason: 'left' },
    ];
    const story = entered({ exit }).on(event('Bought'), after('1h')).on(event('Left'), after('1h'));
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
      profileId: 'p',
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
    touched: [],
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
    const nothing = { goals: [], exits: [], wins: [], entries: [], refusals: [], restarts: [], looks: [] };
    expect(react(person, { ...occurrence, name: 'Other' })).toEqual(nothing);
    expect(react({ ...person, runs: [], open: [] }, occurrence)).toEqual(nothing);
  });

  test('does not stumble over a run at a step that its journey does not have', () => {
    const lost = knownRun('lost');
    const runs = [{ ...lost, run: { ...lost.run, step: 'constructor' } }];
    expect(react({ ...person, runs }, { ...occurrence, name: 'Other' }).wins).toEqual([]);
  });
});
