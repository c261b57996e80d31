import { after, at, event, given, holding, journeyWith, type ImaginedEvent, type Story } from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const VIP = { field: 'profile.plan', op: 'eq', value: 'vip' };
const patched = (traits: ImaginedEvent['traits']): ImaginedEvent => event('Profile Patched', {}, { traits });

/** Somebody who entered at noon, and is held for three days, unless a condition ends it. */
function entered(condition: object, reason?: string): Story {
  return holding({ exit: [{ if: condition, reason }] }, '3d').on(event('Begun'), NOON);
}

describe('a condition to exit', () => {
  test('ends the run where it rests, as soon as the profile makes it hold', () => {
    const story = entered(VIP).on(patched({ plan: 'vip' }), after('1h'));
    expect(story.log()).toEqual([
      '0s entered: Begun arrived',
      '0s hold rested: waits until 2026-06-18 12:00 (UTC)',
      "1h hold ended: a condition to exit holds: plan is 'vip'",
    ]);
    expect(story.endings()).toMatchObject([
      { state: 'exited', because: "a condition to exit holds: plan is 'vip'" },
    ]);
  });

  test('says its reason where it has one', () => {
    const story = entered(VIP, 'is a vip').on(patched({ plan: 'vip' }), after('1h'));
    expect(story.endings()).toMatchObject([{ because: 'is a vip' }]);
  });

  test.each<[condition: object, events: readonly ImaginedEvent[], state: string]>([
    [VIP, [patched({ plan: 'gold' })], 'completed'],
    [VIP, [event('Vip')], 'completed'],
    [{ did: 'Bought', atLeast: 2 }, [event('Bought')], 'completed'],
    [{ did: 'Bought', atLeast: 2 }, [event('Bought'), event('Bought')], 'exited'],
    [{ all: [VIP, { did: 'Bought' }] }, [event('Bought'), patched({ plan: 'vip' })], 'exited'],
    [{ all: [VIP, { did: 'Bought' }] }, [patched({ plan: 'vip' }), event('Bought')], 'exited'],
    [{ not: { field: 'profile.email', op: 'exists' } }, [patched({ email: null })], 'exited'],
    [{ field: 'trigger.total', op: 'missing' }, [], 'not entered'],
  ])('%j, when %j happens: %s', (condition, events, state) => {
    const story = holding({ exit: [{ if: condition }] }, '3d')
      .person({ email: 'ana@example.com' })
      .on(event('Begun'), NOON);
    const told = events.reduce((all, one) => all.on(one, after('1h')), story);
    expect(told.endings().map((ending) => ending.state)).toEqual(state === 'not entered' ? [] : [state]);
  });

  test('that holds already lets nobody in', () => {
    const story = holding({ exit: [{ if: VIP }] }).person({ plan: 'vip' });
    expect(story.on(event('Begun'), NOON).refusals()).toEqual(['exit-already-known']);
    expect(story.on(event('Begun', {}, { traits: { plan: 'free' } }), NOON).endings()).toHaveLength(1);
  });

  test.each(['client', 'import'] as const)(
    'is judged on the person as they are, also where what changed them is no news (%s)',
    (source) => {
      const late = { traits: { plan: 'vip' }, source, timestamp: epoch('2026-06-01T00:00:00Z') };
      const story = entered(VIP).on(event('Told', {}, late), after('1h'));
      expect(story.endings()).toMatchObject([{ state: 'exited' }]);
    },
  );

  test('may be one on what the run has done', () => {
    const steps = {
      hold: { kind: 'wait', for: '1h', next: 'count' },
      count: { kind: 'set', set: { n: 1 }, next: 'rest' },
      rest: { kind: 'wait', for: '1d', next: null },
    };
    const exit = [{ if: { field: 'run.n', op: 'exists' }, reason: 'counted' }];
    expect(given(journeyWith(steps, { exit })).on(event('Begun'), NOON).log().slice(-2)).toEqual([
      '1h count decided: n is 1 from now on',
      '1h rest ended: counted',
    ]);
  });

  test('stands in order with events: the first rule that holds says why', () => {
    const exit = [
      { if: VIP, reason: 'vip' },
      { event: 'Bought', reason: 'bought' },
    ];
    const bought = event('Bought', {}, { traits: { plan: 'vip' } });
    const because = (rules: readonly object[]) =>
      holding({ exit: rules }).on(event('Begun'), NOON).on(bought, after('1h')).endings()[0]?.because;
    expect([because(exit), because(exit.toReversed())]).toEqual(['vip', 'bought']);
  });
});

describe('a condition to exit that time makes true', () => {
  test.each<[string, condition: object, profile: ImaginedEvent['traits'], log: string]>([
    [
      'a date that comes near',
      { field: 'profile.trialEnds', op: 'withinNext', value: '1d' },
      { trialEnds: '2026-06-17T12:00:00Z' },
      '1d hold ended: a condition to exit holds: trialEnds is 2026-06-17T12:00:00Z, within the next 1d',
    ],
    [
      'a date that lies too far back',
      { not: { field: 'profile.seen', op: 'withinLast', value: '2d' } },
      { seen: '2026-06-14T12:00:00Z' },
      '1d 1ms hold ended: a condition to exit holds: seen is 2026-06-14T12:00:00Z, not within the last 2d',
    ],
    [
      'an event that was done too long ago',
      { not: { did: 'Begun', within: '1d' } },
      {},
      "1d 1ms hold ended: a condition to exit holds: did not do 'Begun' in the last 1d",
    ],
  ])('%s: it ends then, in the middle of its wait', (_, condition, profile, line) => {
    const story = holding({ exit: [{ if: condition }] }, '30d')
      .person(profile ?? {})
      .on(event('Begun'), NOON);
    expect(story.log().at(-1)).toBe(line);
  });

  test('ends a run that rests on a send', () => {
    const steps = { mail: { kind: 'email', template: 'cart', next: null } };
    const exit = [{ if: { field: 'profile.ends', op: 'withinNext', value: '1h' }, reason: 'too late' }];
    const story = given(journeyWith(steps, { exit }))
      .person({ email: 'ana@example.com', ends: '2026-06-15T15:00:00Z' })
      .send('mail', 'accepted', null, '4h')
      .on(event('Begun'), NOON);
    expect(story.log().at(-1)).toBe('2h mail ended: too late');
  });

  test('is looked at at another instant once the date has moved', () => {
    const story = entered({ field: 'profile.ends', op: 'withinNext', value: '1h' }, 'over');
    const told = story
      .on(patched({ ends: '2026-06-15T20:00:00Z' }), after('1h'))
      .on(patched({ ends: '2026-06-15T17:00:00Z' }), after('1h'))
      .on(patched({ ends: '2026-06-16T12:00:00Z' }), after('1h'));
    expect(told.log().at(-1)).toBe('23h hold ended: over');
  });

  test('counts on while it is done again', () => {
    const story = entered({ not: { did: 'Seen', within: '1d' } }, 'gone');
    // Without the first of them, nobody enters: it holds already.
    expect(story.refusals()).toEqual(['exit-already-known']);
    const seen = holding({ exit: [{ if: { not: { did: 'Seen', within: '1d' } }, reason: 'gone' }] }, '9d')
      .on(event('Seen'), NOON)
      .on(event('Begun'), after('1h'))
      .on(event('Seen'), after('19h'))
      .on(event('Seen'), after('19h'));
    expect(seen.log().at(-1)).toBe('2d 14h 1ms hold ended: gone');
  });
});

function epoch(instant: string): number {
  return Date.parse(instant);
}
