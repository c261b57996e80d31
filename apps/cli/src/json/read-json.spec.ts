import { readJson } from './read-json';

describe('a JSON text', () => {
  it('is read, and tells where things stand', () => {
    const read = readJson('{\n  "a": [1, { "b/c": "ção" }],\n  "d": null }');
    if (read.kind !== 'json') throw new Error(read.sentence);
    expect(read.value).toEqual({ a: [1, { 'b/c': 'ção' }], d: null });
    const places = ['', '/a', '/a/1/b~1c', '/d', '/a/1/gone/deeper'].map((at) => read.placeOf(at));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual([
      '1:1',
      '2:8',
      '2:21',
      '3:8',
      '2:12',
    ]);
  });

  it('may begin with a byte order mark, and be long', () => {
    expect(readJson('\uFEFF{}')).toMatchObject({ kind: 'json', value: {} });
    expect(readJson(JSON.stringify('x'.repeat(400_000)))).toMatchObject({ kind: 'json' });
  });

  it.each<[what: string, text: string, at: string, said: RegExp]>([
    ['nothing', '', '1:1', /ends where a value/],
    ['a comma too many', '{\n  "a": 1,\n}', '3:1', /"}" where a key.*Remove the comma/],
    ['a comma too few', '{ "a": 1\n  "b": 2 }', '2:3', /where a comma or }/],
    ['a bracket too few', '{ "a": [1, 2', '1:13', /ends where a comma or ]/],
    ['no colon', '{ "a" 1 }', '1:7', /"1" where a colon/],
    ['no quotes', "{ 'a': 1 }", '1:3', /a key in double quotes/],
    ['a comment', '{ // why\n}', '1:3', /JSON has no comments/],
    ['a word', '{ "a": undefined }', '1:8', /"undefined" where a value/],
    ['a text without end', '{ "a": "one\n }', '1:8', /no end on its line/],
    ['a tab in a text', '{ "a": "o\tne" }', '1:8', /does not take as it is/],
    ['an escape that is none', String.raw`{ "a": "\x" }`, '1:8', /does not take as it is/],
    ['a key twice', '{ "a": 1,\n  "a": 2 }', '2:3', /'a' stands twice/],
    ['something after the end', '{}\n{}', '2:1', /goes on after the end/],
    ['a number that is none', '[01]', '1:3', /where a comma or ]/],
    ['101 lists in each other', '['.repeat(101), '1:102', /more than 100 deep/],
  ])('with %s is refused, with its place', (_, text, at, said) => {
    const read = readJson(text);
    if (read.kind === 'json') throw new Error('it was read');
    expect(`${read.line}:${read.column}`).toBe(at);
    expect(`${read.sentence} ${read.hint}`).toMatch(said);
  });
});
