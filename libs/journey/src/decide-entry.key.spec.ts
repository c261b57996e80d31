import { after, at, event, holding, type ImaginedEvent } from './testing';

const NOON = at('2026-06-15T12:00:00Z');

describe('the entry key', () => {
  const byCart = { entry: { key: 'event.cart' } };
  const cart = (value: unknown) => event('Begun', { cart: value } as ImaginedEvent['properties']);

  test.each<[value: unknown, key: string]>([
    ['c1', 'c1'],
    [17, '17'],
    [0, '0'],
    [-1.5, '-1.5'],
    [true, 'true'],
    [' ', ' '],
  ])('%p is a key', (value, key) => {
    expect(holding(byCart).on(cart(value), NOON).endings()).toMatchObject([{ key }]);
  });

  test.each<[value: unknown]>([[undefined], [null], [''], [[]], [['c1']], [{}], [{ id: 'c1' }]])(
    '%j is none: the person is not entered',
    (value) => {
      const begun = value === undefined ? event('Begun') : cart(value);
      const { refusals, runs } = holding(byCart).on(begun, NOON).play();
      const because = "there is no value at 'event.cart' that could be the entry key";
      expect(refusals).toMatchObject([{ reason: 'entry-key-missing', because }]);
      expect(runs).toEqual([]);
    },
  );

  test('a text too long to be kept is none: shortened, it might be taken for another', () => {
    expect(
      holding(byCart)
        .on(cart('x'.repeat(500)), NOON)
        .refusals(),
    ).toEqual([]);
    expect(
      holding(byCart)
        .on(cart('x'.repeat(501)), NOON)
        .refusals(),
    ).toEqual(['entry-key-missing']);
    expect(
      holding(byCart)
        .on(cart('x'.repeat(100_000)), NOON)
        .refusals(),
    ).toEqual(['entry-key-missing']);
  });

  test.each([['never'], ['afterEnd'], [{ after: '10d' }]])(
    'tells runs apart: %j holds for each of them',
    (again) => {
      const story = holding({ entry: { key: 'event.cart', again } });
      const told = story.onEach(
        [cart('c1'), NOON],
        [cart('c2'), after('1h')],
        [cart('c1'), after('1h')],
        [cart(1), after('0s')],
      );
      expect(told.endings().map((run) => run.key)).toEqual(['c1', 'c2', '1']);
      expect(told.refusals()).toHaveLength(1);
    },
  );

  test('may be of the profile, as it is after the event', () => {
    const story = holding({ entry: { key: 'profile.household' } });
    expect(story.on(event('Begun', {}, { traits: { household: 'h7' } }), NOON).endings()).toMatchObject([
      { key: 'h7' },
    ]);
  });
});
