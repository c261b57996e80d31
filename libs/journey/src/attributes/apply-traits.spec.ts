import fc from 'fast-check';
import type { Json, JsonObject } from '#conditions';
import { applyTraits, type AttributeState } from './apply-traits';

const nothing: AttributeState = { attributes: {}, attributeTimes: {} };

interface Write {
  readonly traits: JsonObject;
  readonly at: number;
}

function written(writes: readonly Write[], from = nothing): AttributeState {
  return writes.reduce((state, { traits, at }) => applyTraits(state, traits, at), from);
}

describe('traits', () => {
  test.each<[string, writes: readonly Write[], attributes: JsonObject, times: JsonObject]>([
    [
      'are kept',
      [{ traits: { plan: 'vip', age: 30 }, at: 1 }],
      { plan: 'vip', age: 30 },
      { plan: 1, age: 1 },
    ],
    [
      'are kept beside what is there',
      [
        { traits: { a: 1 }, at: 1 },
        { traits: { b: 2 }, at: 2 },
      ],
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ],
    [
      'replace older ones',
      [
        { traits: { a: 1 }, at: 1 },
        { traits: { a: 2 }, at: 2 },
      ],
      { a: 2 },
      { a: 2 },
    ],
    [
      'do not replace newer ones',
      [
        { traits: { a: 2 }, at: 2 },
        { traits: { a: 1 }, at: 1 },
      ],
      { a: 2 },
      { a: 2 },
    ],
    [
      'of one instant count in the order of arrival',
      [
        { traits: { a: 1 }, at: 1 },
        { traits: { a: 2 }, at: 1 },
      ],
      { a: 2 },
      { a: 1 },
    ],
    [
      'are judged one by one',
      [
        { traits: { a: 1, b: 1 }, at: 2 },
        { traits: { a: 2, b: 2, c: 2 }, at: 1 },
      ],
      { a: 1, b: 1, c: 2 },
      { a: 2, b: 2, c: 1 },
    ],
    [
      'are replaced whole, objects too',
      [
        { traits: { a: { x: 1 } }, at: 1 },
        { traits: { a: { y: 2 } }, at: 2 },
      ],
      { a: { y: 2 } },
      { a: 2 },
    ],
    [
      'that are null remove',
      [
        { traits: { a: 1 }, at: 1 },
        { traits: { a: null }, at: 2 },
      ],
      {},
      { a: 2 },
    ],
    [
      'that are older do not bring back what was removed',
      [
        { traits: { a: null }, at: 2 },
        { traits: { a: 1 }, at: 1 },
      ],
      {},
      { a: 2 },
    ],
    [
      'that are newer do',
      [
        { traits: { a: null }, at: 1 },
        { traits: { a: 1 }, at: 2 },
      ],
      { a: 1 },
      { a: 2 },
    ],
    [
      'may be false, zero and empty',
      [{ traits: { a: false, b: 0, c: '', d: [], e: {} }, at: 1 }],
      { a: false, b: 0, c: '', d: [], e: {} },
      { a: 1, b: 1, c: 1, d: 1, e: 1 },
    ],
    ['may be of the first instant of all', [{ traits: { a: 1 }, at: 0 }], { a: 1 }, { a: 0 }],
  ])('%s', (_, writes, attributes, times) => {
    expect(written(writes)).toEqual({ attributes, attributeTimes: times });
  });

  test('that change nothing give back the same object', () => {
    const state = written([{ traits: { a: 1 }, at: 5 }]);
    expect(applyTraits(state, {}, 9)).toBe(state);
    expect(applyTraits(state, { a: 2 }, 4)).toBe(state);
    expect(applyTraits(state, { a: 1 }, 9)).not.toBe(state);
  });

  test('never change the given state in place', () => {
    const state = written([{ traits: { a: { deep: 1 } }, at: 1 }]);
    const before = JSON.stringify(state);
    applyTraits(state, { a: null, b: 2 }, 2);
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('any order of writes', () => {
  const anyName = fc.constantFrom('a', 'b', 'email', '__proto__', 'constructor', 'Último');
  const anyTraits = fc
    .array(fc.tuple(anyName, fc.oneof(fc.integer(), fc.string(), fc.constant(null))), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as JsonObject);
  const anyWrites = fc.uniqueArray(fc.record({ traits: anyTraits, at: fc.nat({ max: 1_000 }) }), {
    selector: (write) => write.at,
    maxLength: 8,
  });

  test('with times of their own gives the same profile: for each name, the newest', () => {
    fc.assert(
      fc.property(
        anyWrites.chain((writes) =>
          fc.tuple(fc.constant(writes), fc.shuffledSubarray(writes, { minLength: writes.length })),
        ),
        ([writes, shuffled]) => {
          const inOrder = written(writes.toSorted((a, b) => a.at - b.at));
          expect(sorted(written(shuffled))).toEqual(sorted(inOrder));
          const newest = new Map<string, Json>(
            writes.toSorted((a, b) => a.at - b.at).flatMap(({ traits }) => Object.entries(traits)),
          );
          expect(sorted(inOrder).attributes).toEqual(
            [...newest].filter(([, value]) => value !== null).toSorted(byName),
          );
        },
      ),
    );
  });

  test('written twice, or through a database, gives the same', () => {
    fc.assert(
      fc.property(anyWrites, (writes) => {
        const once = written(writes);
        expect(sorted(written(writes, once))).toEqual(sorted(once));
        expect(sorted(JSON.parse(JSON.stringify(once)) as AttributeState)).toEqual(sorted(once));
      }),
    );
  });
});

describe('names that every object has', () => {
  const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":"x"}') as JsonObject;

  test('are attributes like any other, and reach nothing', () => {
    const { attributes, attributeTimes } = applyTraits(nothing, hostile, 1);
    expect(Object.keys(attributes)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.keys(attributeTimes)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('admin');
  });

  test('are removed like any other', () => {
    const removing = JSON.parse('{"__proto__":null,"constructor":null,"toString":null}') as JsonObject;
    expect(applyTraits(applyTraits(nothing, hostile, 1), removing, 2).attributes).toEqual({});
  });

  test('are not taken for older writes', () => {
    expect(applyTraits(nothing, { constructor: 'x' }, -1).attributes).toEqual({ constructor: 'x' });
  });
});

/** As lists, so that names such as `__proto__` are compared too. */
function sorted({ attributes, attributeTimes }: AttributeState) {
  return {
    attributes: Object.entries(attributes).toSorted(byName),
    attributeTimes: Object.entries(attributeTimes).toSorted(byName),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
