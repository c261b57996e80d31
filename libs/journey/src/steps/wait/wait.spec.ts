import { after, at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';
import { semanticsOf } from '../../step-table';

/** A person who waits, and is asked how it went. */
function waiting(settings: object, more: object = {}): Story {
  return given(journeyWith({ hold: { kind: 'wait', next: null, ...settings } }, { ...more }));
}

const NOON = at('2026-06-15T12:00:00Z');

describe('a wait for a time', () => {
  test('holds from the arrival, and goes on when the time is over', () => {
    const story = given(
      journeyWith({ hold: { kind: 'wait', for: '1h', next: 'end' }, end: { kind: 'exit', reason: 'x' } }),
    );
    expect(story.on(event('Begun'), NOON).log()).toEqual([
      '0s entered: Begun arrived',
      '0s hold rested: waits until 2026-06-15 13:00 (UTC)',
      '1h hold woken: 1h is over',
      '1h end decided: x',
      '1h end ended: x',
    ]);
  });

  test.each([
    ['90s', 'UTC', '2026-06-15T12:00:00Z', '2026-06-15 12:01:30 (UTC)'],
    ['400d', 'UTC', '2026-06-15T12:00:00Z', '2027-07-20 12:00 (UTC)'],
    ['1mo', 'UTC', '2026-01-31T12:00:00Z', '2026-02-28 12:00 (UTC)'],
    ['1y', 'UTC', '2028-02-29T12:00:00Z', '2029-02-28 12:00 (UTC)'],
    ['1d 12h', 'America/Sao_Paulo', '2026-06-15T12:00:00Z', '2026-06-16 21:00 (America/Sao_Paulo)'],
    // The night of 8 March 2026 is an hour shorter in New York: a day is 23 hours, 24 hours are 24.
    ['1d', 'America/New_York', '2026-03-07T17:00:00Z', '2026-03-08 12:00 (America/New_York)'],
    ['24h', 'America/New_York', '2026-03-07T17:00:00Z', '2026-03-08 13:00 (America/New_York)'],
    // 02:30 does not exist on that day: it moves forward by the gap.
    ['1d', 'America/New_York', '2026-03-07T07:30:00Z', '2026-03-08 03:30 (America/New_York)'],
    // 01:30 occurs twice on 1 November: the first counts, two hours later is exact.
    ['1d', 'America/New_York', '2026-10-31T05:30:00Z', '2026-11-01 01:30 (America/New_York)'],
    ['1d 2h', 'America/New_York', '2026-10-31T05:30:00Z', '2026-11-01 02:30 (America/New_York)'],
  ])('%s in %s from %s ends at %s', (length, zone, from, end) => {
    const story = waiting({ for: length }, { zone }).on(event('Begun'), at(from));
    expect(story.until(after('0s')).log()[1]).toBe(`0s hold rested: waits until ${end}`);
  });

  test('no time at all is no wait', () => {
    expect(waiting({ for: '0s' }).on(event('Begun'), NOON).log()).toEqual([
      '0s entered: Begun arrived',
      '0s hold decided: 0s is no time, so goes on at once',
      '0s hold ended: reached the end of the journey',
    ]);
  });

  test('its end is fixed when it begins: what changes later does not move it', () => {
    const story = waiting({ for: '1d' })
      .person({ timezone: 'America/New_York' })
      .on(event('Begun'), at('2026-03-07T17:00:00Z'))
      .on(event('Moved', {}, { traits: { timezone: 'UTC' } }), after('1h'));
    expect(story.log().at(-1)).toBe('23h hold ended: reached the end of the journey');
  });
});

describe('a wait until an instant', () => {
  const START = { starts: '2026-06-16T09:30:00-03:00' };

  test.each<[written: string, known: object, end: string]>([
    ['2026-06-16T09:30:00Z', {}, '2026-06-16 06:30 (America/Sao_Paulo)'],
    ['2026-06-16T09:30:00.250+02:00', {}, '2026-06-16 04:30:00 (America/Sao_Paulo)'],
    ['2026-06-17', {}, '2026-06-17 00:00 (America/Sao_Paulo)'],
    ['event.starts', START, '2026-06-16 09:30 (America/Sao_Paulo)'],
    ['trigger.starts', START, '2026-06-16 09:30 (America/Sao_Paulo)'],
    ['event.day', { day: '2026-06-17' }, '2026-06-17 00:00 (America/Sao_Paulo)'],
    [
      'event.slots[1].from',
      { slots: [null, { from: '2027-01-01T00:00:00Z' }] },
      '2026-12-31 21:00 (America/Sao_Paulo)',
    ],
  ])('%s, where the event says %j, ends at %s', (until, properties, end) => {
    const story = waiting({ until })
      .workspaceIn('America/Sao_Paulo')
      .on(event('Begun', { ...properties }), NOON);
    expect(story.log()[1]).toBe(`0s hold rested: waits until ${end}`);
    expect(story.log()[2]).toContain('hold woken: the instant has come');
  });

  test('an attribute is read when the person arrives', () => {
    const journey = journeyWith({
      first: { kind: 'wait', for: '1h', next: 'second' },
      second: { kind: 'wait', until: 'profile.renews', next: null },
    });
    const story = given(journey)
      .person({ renews: '2026-06-16T00:00:00Z' })
      .on(event('Begun'), NOON)
      .on(event('Renewed', {}, { traits: { renews: '2027-06-16T00:00:00Z' } }), after('30m'));
    expect(story.log()[3]).toBe('1h second rested: waits until 2027-06-16 00:00 (UTC)');
  });

  test.each<[until: string, properties: object, because: string]>([
    ['2026-06-15T11:59:59Z', {}, '2026-06-15 11:59:59 (UTC) is past'],
    ['2026-06-15', {}, '2026-06-15 00:00 (UTC) is past'],
    ['event.starts', { starts: '1999-12-31' }, '1999-12-31 00:00 (UTC) is past'],
    ['event.starts', {}, "there is no date at 'event.starts'"],
    ['event.starts', { starts: null }, "there is no date at 'event.starts'"],
    ['event.starts', { starts: 'soon' }, "there is no date at 'event.starts'"],
    ['event.starts', { starts: '2026-06-16T09:30' }, "there is no date at 'event.starts'"],
    ['event.starts', { starts: 1_781_524_800 }, "there is no date at 'event.starts'"],
    ['event.starts', { starts: ['2026-06-16T09:30:00Z'] }, "there is no date at 'event.starts'"],
    ['event.starts', { starts: { at: '2026-06-16T09:30:00Z' } }, "there is no date at 'event.starts'"],
    ['event.constructor', {}, "there is no date at 'event.constructor'"],
  ])(
    '%s, where the event says %j, is past: it goes on, or ends if it should',
    (until, properties, because) => {
      const begun = event('Begun', { ...properties });
      expect(waiting({ until }).on(begun, NOON).log()[1]).toBe(
        `0s hold decided: ${because}, so goes on at once`,
      );
      expect(waiting({ until, ifPast: 'continue' }).on(begun, NOON).endings()[0]?.state).toBe('completed');
      expect(waiting({ until, ifPast: 'exit' }).on(begun, NOON).endings()).toMatchObject([
        { state: 'exited', because },
      ]);
    },
  );

  test('the present instant is not past', () => {
    const story = waiting({ until: '2026-06-15T12:00:00Z', ifPast: 'exit' }).on(event('Begun'), NOON);
    expect(story.log().slice(1)).toEqual([
      '0s hold decided: 2026-06-15 12:00 (UTC) is now, so goes on at once',
      '0s hold ended: reached the end of the journey',
    ]);
  });
});

describe('the time zone in which days are counted', () => {
  const [GOOD, BAD] = ['America/New_York', 'Mars/Base'];

  test.each<[step: string | null, journey: string | null, person: unknown, workspace: string, said: string]>([
    [null, null, undefined, 'Europe/Lisbon', '2026-06-16 00:00 (Europe/Lisbon)'],
    [null, null, GOOD, 'UTC', `2026-06-16 00:00 (${GOOD})`],
    [null, GOOD, 'Asia/Tokyo', 'UTC', `2026-06-16 00:00 (${GOOD})`],
    [GOOD, 'Asia/Tokyo', 'Asia/Tokyo', 'UTC', `2026-06-16 00:00 (${GOOD})`],
    [GOOD, BAD, BAD, BAD, `2026-06-16 00:00 (${GOOD})`],
    [
      BAD,
      GOOD,
      null,
      'UTC',
      `2026-06-16 00:00 (${GOOD}); the time zone of the step does not exist, so ${GOOD} is used`,
    ],
    [
      null,
      BAD,
      GOOD,
      'UTC',
      `2026-06-16 00:00 (${GOOD}); the time zone of the journey does not exist, so ${GOOD} is used`,
    ],
    [
      null,
      null,
      BAD,
      'UTC',
      '2026-06-16 00:00 (UTC); the time zone of the person does not exist, so UTC is used',
    ],
    [
      null,
      null,
      5,
      GOOD,
      `2026-06-16 00:00 (${GOOD}); the time zone of the person does not exist, so ${GOOD} is used`,
    ],
    [
      null,
      null,
      '+03:00',
      'UTC',
      '2026-06-16 00:00 (UTC); the time zone of the person does not exist, so UTC is used',
    ],
    [
      null,
      null,
      undefined,
      BAD,
      '2026-06-16 00:00 (UTC); the time zone of the workspace does not exist, so UTC is used',
    ],
  ])(
    'of the step %j, the journey %j, the person %j, the workspace %j: %s',
    (step, journey, person, workspace, said) => {
      const story = waiting(
        { until: '2026-06-16', ...(step && { zone: step }) },
        { ...(journey && { zone: journey }) },
      )
        .person(person === undefined ? {} : { timezone: person as string })
        .workspaceIn(workspace)
        .on(event('Begun'), at('2026-06-15T01:00:00Z'));
      expect(story.log()[1]).toBe(`0s hold rested: waits until ${said}`);
    },
  );
});

describe('a wait for a window', () => {
  const hours = { from: '13:00', to: '18:00' };

  test('holds until it opens', () => {
    expect(waiting({ window: hours }).on(event('Begun'), NOON).log()).toEqual([
      '0s entered: Begun arrived',
      '0s hold rested: waits until 2026-06-15 13:00 (UTC)',
      '1h hold woken: the window 13:00-18:00 has opened',
      '1h hold ended: reached the end of the journey',
    ]);
  });

  test('goes on at once while it is open', () => {
    const story = waiting({ window: { ...hours, days: ['mon', 'fri'] } }).on(
      event('Begun'),
      at('2026-06-15T17:59:59Z'),
    );
    expect(story.log()[1]).toBe(
      '0s hold decided: the window 13:00-18:00 on mon, fri is open (UTC), so goes on at once',
    );
  });

  test('counts its hours in the zone of the person, and says where that does not exist', () => {
    const story = waiting({ window: hours }).on(event('Begun'), NOON);
    expect(story.person({ timezone: 'Asia/Kolkata' }).log()[1]).toContain('is open (Asia/Kolkata)');
    expect(story.person({ timezone: 'Mars/Base' }).log()[1]).toBe(
      '0s hold rested: waits until 2026-06-15 13:00 (UTC); the time zone of the person does not exist, so UTC is used',
    );
  });
});

describe('what the rules ask of a wait', () => {
  test.each([
    [{ for: '1s' }, true],
    [{ for: '1d' }, true],
    [{ for: '0s' }, false],
    [{ for: '0d 0h' }, false],
    [{ until: '2099-01-01T00:00:00Z' }, false],
    [{ until: 'event.starts' }, false],
    [{ window: { from: '09:00', to: '18:00' } }, false],
  ])('%j always takes time: %s', (settings, takes) => {
    const { hold } = journeyFrom(journeyWith({ hold: { kind: 'wait', next: null, ...settings } })).steps;
    expect(hold && semanticsOf(hold).takesTime(hold)).toBe(takes);
  });
});
