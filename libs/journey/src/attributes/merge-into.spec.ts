import type { JsonObject } from '#conditions';
import { mergeInto } from './merge-into';

/** What RFC 7396 makes of an attribute, whatever else the profile has. */
function merged(before: unknown, patch: unknown): unknown {
  const attributes = (before === undefined ? { other: 1 } : { a: before, other: 1 }) as JsonObject;
  return mergeInto(attributes, { a: patch } as JsonObject)['a'];
}

describe('a merge patch', () => {
  test.each<[before: unknown, patch: unknown, after: unknown]>([
    ['b', 'c', 'c'],
    [undefined, 'c', 'c'],
    ['b', { d: 1 }, { d: 1 }],
    [['b'], 'c', 'c'],
    ['c', ['b'], ['b']],
    [{ b: 'c' }, { b: 'd', c: null }, { b: 'd' }],
    [[{ b: 'c' }], [1], [1]],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ b: 'c' }, { b: null, d: 1 }, { d: 1 }],
    [{ b: { c: 1, d: 2 } }, { b: { d: null, e: 3 } }, { b: { c: 1, e: 3 } }],
    [undefined, { b: { c: null } }, { b: {} }],
    [[1, 2], { b: 1, c: null }, { b: 1 }],
    [{ b: 1 }, {}, { b: 1 }],
    [null, { b: 1 }, { b: 1 }],
    // A null at the top stays one: that is how applyTraits removes the attribute.
    [{ b: 1 }, null, null],
  ])('%j patched with %j is %j', (before, patch, after) => {
    expect(merged(before, patch)).toEqual(after);
  });

  test('answers what it names, and nothing else', () => {
    expect(mergeInto({ a: 1, b: 2 }, { b: 3 })).toEqual({ b: 3 });
    expect(mergeInto({ a: 1 }, {})).toEqual({});
  });

  test('changes nothing in place', () => {
    const attributes = { a: { b: 1 } };
    mergeInto(attributes, { a: { b: null, c: 2 } });
    expect(attributes).toEqual({ a: { b: 1 } });
  });

  test('takes names that every object has for what they are: names', () => {
    const patch = JSON.parse(
      '{"a":{"__proto__":{"admin":true}},"constructor":{"x":1},"__proto__":{"y":2}}',
    ) as JsonObject;
    const after = mergeInto({ a: {} }, patch);
    expect(JSON.stringify(after)).toBe(
      '{"a":{"__proto__":{"admin":true}},"constructor":{"x":1},"__proto__":{"y":2}}',
    );
    expect({}).not.toHaveProperty('admin');
    expect({}).not.toHaveProperty('y');
  });
});
