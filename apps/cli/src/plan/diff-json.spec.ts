import { diffJson } from './diff-json';
import { diffLines } from './diff-lines';

describe('the differences of two documents', () => {
  it.each<[what: string, before: unknown, after: unknown, paths: readonly string[]]>([
    ['none, in whatever order keys stand', { a: 1, b: [2] }, { b: [2], a: 1 }, []],
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
    ['a key that comes, and one that goes', { a: { x: 1 } }, { a: { y: 1 } }, ['a.x', 'a.y']],
    ['one of a list', { a: [1, { b: 2 }, 3] }, { a: [1, { b: 9 }] }, ['a[1].b', 'a[2]']],
    ['another kind of thing', { a: [] }, { a: {} }, ['a']],
    ['a key that everything has', {}, { toString: 1 }, ['toString']],
  ])('%s', (_, before, after, paths) => {
    expect(diffJson(before, after).map(({ path }) => path)).toEqual(paths);
  });
});

describe('the lines in which two texts differ', () => {
  it.each<[what: string, before: string, after: string, lines: readonly string[] | null]>([
    ['none', 'a\nb', 'a\nb', []],
    ['one that changes', 'a\nb\nc', 'a\nx\nc', ['- b', '+ x']],
    ['one that comes', 'a\nc', 'a\nb\nc', ['+ b']],
    ['one that goes', 'a\nb\nc', 'a\nc', ['- b']],
    ['too many to compare', 'a\n'.repeat(2_001), 'b', null],
  ])('%s', (_, before, after, lines) => {
    expect(diffLines(before, after)).toEqual(lines);
  });
});
