import { after, at, event, holding, runIdOf, type ImaginedEvent } from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const msAgo = (ms: number) => ({ timestamp: Date.parse('2026-06-15T12:00:00Z') - ms });
const HOUR = 3_600_000;

describe('events that come late', () => {
  test.each<[settings: object, ago: number, refusals: readonly string[]]>([
    [{}, 24 * HOUR, []],
    [{}, 24 * HOUR + 1, ['event-too-old']],
    [{}, -HOUR, []],
    [{ entry: { maxAge: '7d' } }, 7 * 24 * HOUR, []],
    [{ entry: { maxAge: '7d' } }, 7 * 24 * HOUR + 1, ['event-too-old']],
    [{ entry: { maxAge: '0s' } }, 0, []],
    [{ entry: { maxAge: '0s' } }, 1, ['event-too-old']],
  ])('with %j, one that is %d ms old is refused as %j', (settings, ago, refusals) => {
    const story = holding(settings).on(event('Begun', {}, msAgo(ago)), NOON);
    expect(story.refusals()).toEqual(refusals);
    expect(story.endings()).toHaveLength(1 - refusals.length);
  });

  test('imported history enters nobody, and is not even refused', () => {
    const { runs, refusals } = holding()
      .on(event('Begun', {}, { source: 'import' }), NOON)
      .play();
    expect({ runs, refusals }).toEqual({ runs: [], refusals: [] });
  });
});

describe('an exit that is known already', () => {
  const leaving = { exit: [{ event: 'Bought', where: { field: 'event.total', op: 'gt', value: 0 } }] };
  const bought = (ago: number, particular: object = {}) =>
    event('Bought', { total: 5 }, { ...msAgo(ago), ...particular });
  const begun = (ago: number) => event('Begun', {}, msAgo(ago));

  test.each<[string, ImaginedEvent, ImaginedEvent, refusals: readonly string[]]>([
    ['that happened after the trigger', bought(HOUR), begun(2 * HOUR), ['exit-already-known']],
    ['that happened at the same instant', bought(HOUR), begun(HOUR), ['exit-already-known']],
    ['that happened before the trigger', bought(HOUR), begun(HOUR - 1), []],
    ['that was imported', bought(HOUR, { source: 'import' }), begun(2 * HOUR), ['exit-already-known']],
    ['whose condition does not hold', event('Bought', { total: 0 }, msAgo(HOUR)), begun(2 * HOUR), []],
    ['that is no exit', event('Looked', {}, msAgo(HOUR)), begun(2 * HOUR), []],
  ])('%s: refused as %j', (_, first, second, refusals) => {
    expect(holding(leaving).on(first, NOON).on(second, after('0s')).refusals()).toEqual(refusals);
  });

  test('of another key does not keep out', () => {
    const keyed = { entry: { key: 'event.cart' }, exit: [{ event: 'Bought', key: 'event.cart' }] };
    const story = holding(keyed).on(event('Bought', { cart: 'c1' }, msAgo(0)), NOON);
    expect(story.on(event('Begun', { cart: 'c1' }, msAgo(HOUR)), after('0s')).refusals()).toEqual([
      'exit-already-known',
    ]);
    expect(story.on(event('Begun', { cart: 'c2' }, msAgo(HOUR)), after('0s')).refusals()).toEqual([]);
  });

  test('is judged by its whole condition, on the history too', () => {
    const where = { did: 'Looked', atMost: 0 };
    const story = holding({ exit: [{ event: 'Bought', where }] });
    const bought = story.on(event('Bought', {}, msAgo(0)), NOON);
    const last = event('Begun', {}, msAgo(HOUR));
    expect(bought.on(last, after('0s')).refusals()).toEqual(['exit-already-known']);
    expect(bought.on(event('Looked'), after('0s')).on(last, after('0s')).refusals()).toEqual([]);
  });

  test('an engagement with earlier messages is none', () => {
    const clicked = event(
      'Email Clicked',
      { enrollmentId: runIdOf('story', 'message-1') },
      { source: 'jornada' },
    );
    const story = holding({ exit: [{ event: 'Email Clicked' }] }).on(clicked, NOON);
    expect(story.on(event('Begun', {}, msAgo(HOUR)), after('0s')).refusals()).toEqual([]);
  });
});
