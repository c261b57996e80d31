import { after, at, epochMs, event, holding, type ImaginedEvent, type Story } from './testing';

const NOON = at('2026-06-15T12:00:00Z');

/** Somebody who entered at noon, and is held for three days. */
function entered(settings: object = {}, properties: ImaginedEvent['properties'] = {}): Story {
  return holding(settings, '3d').on(event('Begun', properties), NOON);
}

describe('a goal', () => {
  const goal = { event: 'Bought' };

  test('is counted once, and does not end the run', () => {
    const story = entered({ goal }).on(event('Bought'), after('1h')).on(event('Bought'), after('1h'));
    expect(story.endings()).toMatchObject([{ state: 'completed', goal: true }]);
    expect(story.log().filter((line) => line.includes('goal'))).toEqual([
      '1h hold decided: goal reached: Bought arrived',
    ]);
  });

  test('is counted before an exit by the same event', () => {
    const story = entered({ goal, exit: [{ event: 'Bought', reason: 'bought' }] }).on(
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
    const story = entered({ goal, ...settings })
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
    expect(entered(settings, { cart: 'c1' }).on(arriving, after('1h')).endings()).toMatchObject([
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
      const journey = entered({ goal: { ...goal, ...(within && { within }) } }).workspaceIn(
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
      entered(settings)
        .on(event('Bought', {}, inTime), after('30d'))
        .endings(),
    ).toMatchObject([{ goal: true }]);
    const imported = event('Bought', {}, { ...inTime, source: 'import' });
    expect(entered(settings).on(imported, after('30d')).endings()).toMatchObject([{ goal: true }]);
  });
});
