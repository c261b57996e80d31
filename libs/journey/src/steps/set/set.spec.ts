import { semanticsOf } from '../../step-table';
import { after, at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');

const asking = (field: string, value: unknown) => ({
  ask: {
    kind: 'branch',
    paths: [{ name: 'yes', if: { field, op: 'eq', value }, next: 'yes' }],
    otherwise: 'no',
  },
  yes: { kind: 'exit', reason: 'yes' },
  no: { kind: 'exit', reason: 'no' },
});

/** Somebody comes to a `set`, and then is asked for what it left. */
function setting(variables: object, field = 'run.x', value: unknown = 1): Story {
  return given(journeyWith({ keep: { kind: 'set', set: variables, next: 'ask' }, ...asking(field, value) }));
}

const begun = (properties: object = {}) => event('Begun', { ...properties });

describe('a set', () => {
  test.each<[variables: object, line: string]>([
    [{ x: 1 }, 'x is 1 from now on'],
    [{ plan: 'vip', paid: true }, "plan is 'vip' from now on; paid is true from now on"],
    [{ x: null }, 'x is nothing from now on'],
    [{ x: ['a', 2] }, "x is ['a', 2] from now on"],
    [{ x: { a: 1 } }, 'x is an object from now on'],
    [{ x: { path: 'event.total' } }, 'x is 129.9 from now on'],
    [{ x: { path: 'event.items[1].sku' } }, "x is 'cup' from now on"],
    [{ x: { path: 'event.nothing' } }, 'x is missing from now on'],
    [{ x: { path: 'profile.city' } }, "x is 'Recife' from now on"],
    [
      { a: 1, b: 2, c: 3, d: 4, e: 5 },
      'a is 1 from now on; b is 2 from now on; c is 3 from now on; and 2 more',
    ],
  ])('of %j goes on at once and says: %s', (variables, line) => {
    const properties = { total: 129.9, items: [{ sku: 'mug' }, { sku: 'cup' }] };
    const story = setting(variables).person({ city: 'Recife' }).on(begun(properties), NOON);
    expect(story.log()[1]).toBe(`0s keep decided: ${line}`);
  });

  test.each<[variables: object, field: string, value: unknown]>([
    [{ x: 1 }, 'run.x', 1],
    [{ x: { path: 'event.total' } }, 'run.x', 129.9],
    [{ x: { path: 'event.address' } }, 'run.x.city', 'Recife'],
    [{ x: ['a', 'b'] }, 'run.x[1]', 'b'],
    // Only an object that has nothing else stands for a path.
    [{ x: { path: 'event.total', note: 'y' } }, 'run.x.path', 'event.total'],
    [{ constructor: 1 }, 'run.constructor', 1],
  ])('%j is read as %s', (variables, field, value) => {
    const story = setting(variables, field, value);
    expect(story.on(begun({ total: 129.9, address: { city: 'Recife' } }), NOON).endings()).toMatchObject([
      { because: 'yes' },
    ]);
  });

  test('keeps what was there when the person came, whatever changes later', () => {
    const journey = journeyWith({
      keep: { kind: 'set', set: { plan: { path: 'profile.plan' } }, next: 'hold' },
      hold: { kind: 'wait', for: '1d', next: 'ask' },
      ...asking('run.plan', 'free'),
    });
    const story = given(journey)
      .person({ plan: 'free' })
      .on(begun(), NOON)
      .on(event('Upgraded', {}, { traits: { plan: 'vip' } }), after('1h'));
    expect(story.endings()).toMatchObject([{ because: 'yes' }]);
  });

  test.each<[string, first: object, second: object, field: string, value: unknown, because: string]>([
    ['leaves other variables as they are', { x: 1 }, { y: 2 }, 'run.x', 1, 'yes'],
    ['writes over what was set before', { x: 1 }, { x: 2 }, 'run.x', 2, 'yes'],
    ['takes away what is not found', { x: 1 }, { x: { path: 'event.nothing' } }, 'run.x', 1, 'no'],
    [
      'reads all before it sets any',
      { x: 1, y: 2 },
      { x: { path: 'run.y' }, y: { path: 'run.x' } },
      'run.y',
      1,
      'yes',
    ],
  ])('%s', (_, first, second, field, value, because) => {
    const journey = journeyWith({
      first: { kind: 'set', set: first, next: 'second' },
      second: { kind: 'set', set: second, next: 'ask' },
      ...asking(field, value),
    });
    expect(given(journey).on(begun(), NOON).endings()).toMatchObject([{ because }]);
  });

  test('is read by messages, and belongs to one enrollment', () => {
    const journey = journeyWith(
      {
        keep: { kind: 'set', set: { cart: { path: 'event.cart' } }, next: 'mail' },
        mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
      },
      { entry: { key: 'event.cart' } },
    );
    const story = given(journey)
      .on(begun({ cart: 'one' }), NOON)
      .on(begun({ cart: 'two' }), after('1h'));
    expect(story.sends().map(({ context }) => context['run'])).toEqual([{ cart: 'one' }, { cart: 'two' }]);
  });

  test('has one edge, and takes no time', () => {
    const step = journeyFrom(journeyWith({ keep: { kind: 'set', set: { x: 1 }, next: null } })).steps['keep'];
    if (!step) throw new Error('there is no set');
    expect(semanticsOf(step).takesTime(step)).toBe(false);
    expect(semanticsOf(step).edges(step)).toEqual([{ at: ['next'], next: null }]);
  });

  test.each<[variables: object, complaint: string]>([
    [{}, '/steps/keep/set: A set has at least one variable.'],
    [{ x: { path: 'total' } }, '/steps/keep/set/x/path: "path" is a path such as event.total.'],
    [{ x: { path: 5 } }, '/steps/keep/set/x/path: "path" is a path such as event.total.'],
    [{ 'a.b': 1 }, "/steps/keep/set/a.b: 'a.b' cannot be a name here."],
  ])('of %j is none', (variables, complaint) => {
    expect(() => journeyFrom(journeyWith({ keep: { kind: 'set', set: variables, next: null } }))).toThrow(
      complaint,
    );
  });
});
