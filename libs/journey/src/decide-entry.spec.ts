import { after, at, event, given, holding, journeyWith, type ImaginedEvent, type Story } from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const msAgo = (ms: number) => ({ timestamp: Date.parse('2026-06-15T12:00:00Z') - ms });
const HOUR = 3_600_000;

describe('the trigger', () => {
  test.each<[trigger: object, of: ImaginedEvent, expected: readonly string[]]>([
    [{ event: 'Begun' }, event('Begun'), ['Begun arrived']],
    [{ event: 'Begun' }, event('begun'), []],
    [{ event: '__proto__' }, event('__proto__'), ['__proto__ arrived']],
    [
      { event: 'Begun', where: { field: 'event.total', op: 'gt', value: 0 } },
      event('Begun', { total: 5 }),
      ['Begun arrived: total is 5, more than 0'],
    ],
    // Judged on the state after the event was applied.
    [
      { event: 'Begun', where: { field: 'profile.plan', op: 'eq', value: 'vip' } },
      event('Begun', {}, { traits: { plan: 'vip' } }),
      ["Begun arrived: plan is 'vip'"],
    ],
  ])('%j, when %j arrives, lets in with the reasons %j', (trigger, arriving, expected) => {
    const { runs } = holding({ trigger }).on(arriving, NOON).play();
    expect(runs.map((run) => run.log[0]?.because)).toEqual(expected);
  });

  test('whose condition does not hold refuses, and says why', () => {
    const trigger = { event: 'Begun', where: { field: 'event.total', op: 'gt', value: 0 } };
    const { refusals, runs } = holding({ trigger })
      .on(event('Begun', { total: 0 }), NOON)
      .play();
    expect(refusals).toMatchObject([{ reason: 'condition-not-met', because: 'total is 0, not more than 0' }]);
    expect(runs).toEqual([]);
  });

  test('lets into every journey that has it, and into no other', () => {
    const steps = { hold: { kind: 'wait', for: '1d', next: null } };
    const story = given(
      journeyWith(steps, { key: 'one' }),
      journeyWith(steps, { key: 'two' }),
      journeyWith(steps, { key: 'three', trigger: { event: 'Other' } }),
    ).on(event('Begun'), NOON);
    expect(story.play().runs.map((run) => run.journeyId)).toEqual(['one', 'two']);
  });

  test('of an engagement is what Jornada itself says, never a client', () => {
    const story = holding({ trigger: { event: 'Email Clicked' } });
    expect(story.on(event('Email Clicked'), NOON).play()).toMatchObject({ runs: [], refusals: [] });
    expect(story.on(event('Email Clicked', {}, { source: 'jornada' }), NOON).endings()).toHaveLength(1);
  });

  test.each([{ api: true }, { segment: 'vips', on: 'enter' }])('%j is reached by no event', (trigger) => {
    expect(holding({ trigger }).on(event('Begun'), NOON).on(event('api'), after('1h')).endings()).toEqual([]);
  });
});

describe('how often somebody may enter', () => {
  const [begun, ended] = [event('Begun'), event('Left')];
  const leaving = { exit: [{ event: 'Left' }] };

  test.each<
    [again: unknown, script: readonly (readonly [ImaginedEvent, string])[], refusals: readonly string[]]
  >([
    ['never', [[begun, '1h']], ['entered-before']],
    [
      'never',
      [
        [ended, '1h'],
        [begun, '1h'],
      ],
      ['entered-before'],
    ],
    ['never', [[begun, '1y']], ['entered-before']],
    ['afterEnd', [[begun, '1h']], ['still-active']],
    [
      'afterEnd',
      [
        [begun, '23h'],
        [begun, '59m'],
        [begun, '1m'],
      ],
      ['still-active', 'still-active'],
    ],
    ['afterEnd', [[begun, '24h']], []],
    [
      'afterEnd',
      [
        [ended, '1h'],
        [begun, '1h'],
        [begun, '1h'],
      ],
      ['still-active'],
    ],
    [undefined, [[begun, '1h']], ['still-active']],
    [
      'always',
      [
        [begun, '1h'],
        [begun, '0s'],
      ],
      [],
    ],
    [
      { after: '3d' },
      [
        [begun, '1h'],
        [begun, '2d 22h'],
        [begun, '1h'],
      ],
      ['entered-too-recently', 'entered-too-recently'],
    ],
    [
      { after: '3d' },
      [
        [begun, '3d'],
        [begun, '2d'],
      ],
      ['entered-too-recently'],
    ],
    // Counted from the entry, whether the run has ended or not.
    [{ after: '12h' }, [[begun, '12h']], []],
    [
      { after: '3d' },
      [
        [ended, '1h'],
        [begun, '1h'],
      ],
      ['entered-too-recently'],
    ],
    [{ after: '0s' }, [[begun, '0s']], []],
  ])('%j: after a first entry, %j are refused as %j', (again, script, refusals) => {
    const entry = again === undefined ? {} : { entry: { again } };
    const story = holding({ ...entry, ...leaving })
      .on(begun, NOON)
      .onEach(...script.map(([what, later]) => [what, after(later)] as const));
    expect(story.refusals()).toEqual(refusals);
    expect(story.endings()).toHaveLength(
      1 + script.filter(([what]) => what === begun).length - refusals.length,
    );
  });

  test('a pause of days is counted on the calendar of the person', () => {
    const story = holding({ entry: { again: { after: '1d' } } })
      .person({ timezone: 'America/New_York' })
      .on(begun, at('2026-03-07T17:00:00Z'));
    expect(story.on(begun, at('2026-03-08T15:59:59Z')).refusals()).toEqual(['entered-too-recently']);
    expect(story.on(begun, at('2026-03-08T16:00:00Z')).refusals()).toEqual([]);
  });

  test('an event that ends a run may enter the next one: exits come before entries', () => {
    const story = holding({ exit: [{ event: 'Begun', reason: 'begun anew' }] })
      .on(begun, NOON)
      .on(begun, after('1h'));
    expect(story.endings()).toMatchObject([
      { state: 'exited', because: 'begun anew' },
      { state: 'completed' },
    ]);
  });

  test('a pause between two journeys of the same person does not matter', () => {
    const steps = { hold: { kind: 'wait', for: '1d', next: null } };
    const never = { entry: { again: 'never' } };
    const story = given(
      journeyWith(steps, { key: 'one', ...never }),
      journeyWith(steps, { key: 'two', ...never, trigger: { event: 'Other' } }),
    );
    expect(story.on(begun, NOON).on(event('Other'), after('1h')).refusals()).toEqual([]);
  });
});

describe('reasons not to enter', () => {
  test('a paused journey lets nobody in', () => {
    expect(holding().paused().on(event('Begun'), NOON).play()).toMatchObject({
      runs: [],
      refusals: [{ reason: 'journey-paused', because: 'the journey is paused' }],
    });
  });

  test('the first that applies is told: condition, age, pause, key, how often, exit', () => {
    const story = holding({
      trigger: { event: 'Begun', where: { field: 'event.ok', op: 'eq', value: true } },
      entry: { key: 'event.cart', again: 'never' },
      exit: [{ event: 'Bought' }],
    });
    const good = { ok: true, cart: 'c1' };
    const before = story.onEach(
      [event('Begun', good, msAgo(2 * HOUR)), NOON],
      [event('Bought'), after('0s')],
    );
    const last = (told: Story) => told.refusals().at(-1);
    const old = msAgo(30 * HOUR);
    expect(last(before.paused().on(event('Begun', {}, old), after('0s')))).toBe('condition-not-met');
    expect(last(before.paused().on(event('Begun', { ok: true }, old), after('0s')))).toBe('event-too-old');
    expect(last(before.paused().on(event('Begun', { ok: true }), after('0s')))).toBe('journey-paused');
    expect(last(before.on(event('Begun', { ok: true }), after('0s')))).toBe('entry-key-missing');
    expect(last(before.on(event('Begun', good, msAgo(HOUR)), after('0s')))).toBe('entered-before');
    expect(last(before.on(event('Begun', { ...good, cart: 'c2' }, msAgo(HOUR)), after('0s')))).toBe(
      'exit-already-known',
    );
  });
});
