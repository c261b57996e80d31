import fc from 'fast-check';
import type { JsonLimits } from './json-scanner';
import { readJson } from './strict-json';

const limits: JsonLimits = { depth: 4, keys: 5, unitDepth: 0 };
const ofBatches: JsonLimits = { depth: 4, keys: 5, unitDepth: 2 };

const read = (text: string, by = limits) => readJson(Buffer.from(text, 'utf8'), by);
const faultOf = (text: string, by = limits) => {
  const reading = read(text, by);
  return reading.kind === 'fault' ? { code: reading.fault.code, path: reading.fault.path } : 'taken';
};
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const keys = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join()}}`;

describe('What is taken', () => {
  it.each([
    ['an object', '{"a":1}', { a: 1 }],
    ['an array', '[1, 2]', [1, 2]],
    ['a word', 'true', true],
    ['null', 'null', null],
    ['a text', '"a"', 'a'],
    ['space around everything', ' \t\r\n{ "a" : [ 1 , { } , [ ] ] } \n', { a: [1, {}, []] }],
    ['short escapes', String.raw`"\"\\\/\b\f\n\r\t"`, '"\\/\b\f\n\r\t'],
    ['an escaped letter', String.raw`"\u0041"`, 'A'],
    ['an emoji', '"😀"', '😀'],
    ['an emoji in two escapes', String.raw`"\ud83d\ude00"`, '😀'],
    ['accents', '{"ação":"não"}', { ação: 'não' }],
    [
      'numbers of every form',
      '[0, -0, 1.5, 1e3, 1E+3, 1e-3, -12.5e2]',
      [0, -0, 1.5, 1000, 1000, 0.001, -1250],
    ],
    ['the largest number', '1.7976931348623157e308', Number.MAX_VALUE],
    ['a number too small to tell from nothing', '1e-999', 0],
    ['a number of 400 digits', `0.${'1'.repeat(398)}`, 1 / 9],
    ['as deep as allowed', nested(4), [[[[]]]]],
    ['the same key in two objects', '{"a":{"b":1},"c":{"b":2}}', { a: { b: 1 }, c: { b: 2 } }],
    ['a key in another case', '{"a":1,"A":2}', { a: 1, A: 2 }],
    ['an empty key', '{"":1}', { '': 1 }],
    ['a word that is forbidden as a key', '["__proto__"]', ['__proto__']],
  ])('%s', (_, text, value) => expect(read(text)).toEqual({ kind: 'json', value }));

  it('text after a byte order mark, which is skipped', () => {
    expect(read('\u{feff}{"a":1}')).toEqual({ kind: 'json', value: { a: 1 } });
  });

  it('in a batch, as many keys and as much depth in each event as in one alone', () => {
    expect(faultOf(`{"batch":[${keys(5)},${keys(5)},${nested(4)}]}`, ofBatches)).toBe('taken');
    expect(faultOf(`{"batch":[${keys(5)},${keys(6)}]}`, ofBatches)).toEqual({
      code: 'too-many-keys',
      path: '/batch/1/k5',
    });
    expect(faultOf(`{"batch":[${nested(5)}]}`, ofBatches)).toMatchObject({ code: 'too-deep' });
  });
});

describe('What is not taken, and where', () => {
  it.each([
    ['nothing', '', 'empty-body', ''],
    ['space', ' \n', 'empty-body', ''],
    ['a byte order mark alone', '\u{feff}', 'empty-body', ''],
    ['a second byte order mark', '\u{feff}\u{feff}{}', 'malformed-json', ''],
    ['a word of another language', '{"a":True}', 'malformed-json', '/a'],
    ['no number', '{"a":NaN}', 'malformed-json', '/a'],
    ['infinity', '[0,-Infinity]', 'malformed-json', '/1'],
    ['a plus', '[+1]', 'malformed-json', '/0'],
    ['a leading zero', '[01]', 'malformed-json', ''],
    ['a number that ends in a dot', '[1.]', 'malformed-json', ''],
    ['a number that begins with a dot', '[.1]', 'malformed-json', '/0'],
    ['a hexadecimal number', '[0x10]', 'malformed-json', ''],
    ['single quotes', "{'a':1}", 'malformed-json', ''],
    ['a key without quotes', '{a:1}', 'malformed-json', ''],
    ['a comma after the last member', '{"a":1,}', 'malformed-json', ''],
    ['a comma after the last element', '[1,]', 'malformed-json', '/1'],
    ['two commas', '[1,,2]', 'malformed-json', '/1'],
    ['no comma', '[1 2]', 'malformed-json', ''],
    ['no colon', '{"a" 1}', 'malformed-json', '/a'],
    ['a comment', '{"a":1 /* one */}', 'malformed-json', ''],
    ['the wrong bracket', '{"a":[1}', 'malformed-json', '/a'],
    ['a raw line break in a text', '{"a":"b\nc"}', 'malformed-json', '/a'],
    ['a raw tab in a key', '{"a\t":1}', 'malformed-json', ''],
    ['an unknown escape', String.raw`{"a":"\x41"}`, 'malformed-json', '/a'],
    ['an escape that is not hexadecimal', String.raw`{"a":"\u00zz"}`, 'malformed-json', '/a'],
    ['a space that JSON does not know', '\u{a0}{}', 'malformed-json', ''],
    ['a form', 'a=1&b=2', 'malformed-json', ''],
    ['a second document', '{}{}', 'trailing-text', ''],
    ['a bracket too many', '{"a":1}}', 'trailing-text', ''],
    ['an object without an end', '{"a":1', 'truncated-json', ''],
    ['an object that stops at a comma', '{"a":1,', 'truncated-json', ''],
    ['an object that stops at a key', '{"a"', 'truncated-json', '/a'],
    ['an object that stops at a colon', '{"a":', 'truncated-json', '/a'],
    ['an array without an end', '{"a":[1,{"b":2}', 'truncated-json', '/a'],
    ['a text without an end', '{"a":"b', 'truncated-json', '/a'],
    ['a text that stops at an escape', '{"a":"b\\', 'truncated-json', '/a'],
    ['a text that stops in an escape', '{"a":"b\\u00', 'truncated-json', '/a'],
    ['half a word', '{"a":tru', 'truncated-json', '/a'],
    ['a minus and nothing', '{"a":-', 'truncated-json', '/a'],
    ['an escaped NUL', String.raw`{"a":{"b":"x\u0000y"}}`, 'nul-character', '/a/b'],
    ['an escaped NUL in a key', String.raw`{"\u0000":1}`, 'nul-character', ''],
    ['a raw NUL in a text', '{"a":"\0"}', 'nul-character', '/a'],
    ['a raw NUL outside of texts', '{"a":\0}', 'malformed-json', '/a'],
    ['the first half of an emoji', String.raw`{"a":["b","\ud83d"]}`, 'lone-surrogate', '/a/1'],
    ['the second half of an emoji', String.raw`["\ude00"]`, 'lone-surrogate', '/0'],
    ['a half followed by text', String.raw`["\ud83dx"]`, 'lone-surrogate', '/0'],
    ['a half followed by an escape', String.raw`["\ud83d\n"]`, 'lone-surrogate', '/0'],
    ['two first halves', String.raw`["\ud83d\ud83d\ude00"]`, 'lone-surrogate', '/0'],
    ['halves in the wrong order', String.raw`["\ude00\ud83d"]`, 'lone-surrogate', '/0'],
    ['half an emoji in a key', String.raw`{"\ud83d":1}`, 'lone-surrogate', ''],
    ['a number beyond every double', '{"a":1e999}', 'number-too-large', '/a'],
    ['a number far beyond', '{"a":-1e999999999}', 'number-too-large', '/a'],
    ['just beyond the largest', '[1.7976931348623159e308]', 'number-too-large', '/0'],
    ['400 digits of a large number', `[${'9'.repeat(400)}]`, 'number-too-large', '/0'],
    ['401 digits', `[0.${'1'.repeat(399)}]`, 'number-too-long', '/0'],
    ['an exponent of 401 digits', `[1e${'0'.repeat(400)}]`, 'number-too-long', '/0'],
    ['a key of JavaScript', '{"a":{"__proto__":{"admin":true}}}', 'forbidden-key', '/a/__proto__'],
    ['a key of JavaScript in disguise', String.raw`{"__pr\u006fto__":1}`, 'forbidden-key', '/__proto__'],
    ['constructor', '{"constructor":1}', 'forbidden-key', '/constructor'],
    ['prototype', '[{"prototype":1}]', 'forbidden-key', '/0/prototype'],
    ['a key twice', '{"a":1,"b":2,"a":3}', 'duplicate-key', '/a'],
    ['a key twice, once in disguise', String.raw`{"x":[0,{"a":1,"\u0061":3}]}`, 'duplicate-key', '/x/1/a'],
    ['too deep by one', nested(5), 'too-deep', '/0/0/0/0'],
    ['a key too many', keys(6), 'too-many-keys', '/k5'],
    ['a key too many, spread', `{"a":${keys(3)},"b":${keys(2)}}`, 'too-many-keys', '/b/k0'],
    ['a key with signs that pointers escape', '{"a/b~c":nul', 'truncated-json', '/a~1b~0c'],
  ])('%s', (_, text, code, path) => expect(faultOf(text)).toEqual({ code, path }));

  it.each([
    ['a stray byte', [0x22, 0xff, 0x22]],
    ['Latin-1', [0x22, 0xe3, 0x6f, 0x22]],
    ['a character written too long', [0x22, 0xc0, 0xaf, 0x22]],
    ['half an emoji, encoded', [0x22, 0xed, 0xa0, 0xbd, 0x22]],
    ['a character beyond Unicode', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a character cut in two', [0x22, 0xc3]],
    ['UTF-16', [...Buffer.from('\u{feff}{}', 'utf16le')]],
  ])('%s is not UTF-8', (_, bytes) => {
    expect(readJson(Uint8Array.from(bytes), limits)).toMatchObject({ fault: { code: 'not-utf8', path: '' } });
  });

  it('tells a long key back shortened, and no half character', () => {
    const reading = read(`{"${'a'.repeat(99)}😀${'b'.repeat(100_000)}":nope}`);
    expect(reading).toMatchObject({ fault: { path: `/${'a'.repeat(99)}…` } });
  });
});

describe('Whatever it is given', () => {
  const wide: JsonLimits = { depth: 32, keys: 2_000, unitDepth: 0 };
  const forbidden = /__proto__|constructor|prototype/;

  it('takes every value that JSON.stringify writes, unchanged', () => {
    const json = fc
      .jsonValue({ maxDepth: 10, stringUnit: 'grapheme' })
      .filter((value) => !/\\u0000/.test(JSON.stringify(value)) && !forbidden.test(JSON.stringify(value)));
    fc.assert(
      fc.property(json, (value) => {
        expect(read(JSON.stringify(value), wide)).toEqual({
          kind: 'json',
          value: JSON.parse(JSON.stringify(value)),
        });
      }),
    );
  });

  it('takes nothing that JSON.parse would not, and never throws', () => {
    const signs = fc.constantFrom(...'{}[]:,"\\u0123456789abcdefD8eE+-. \ntrufalsn\u{feff}😀\0'.split(''));
    const texts = fc.oneof(
      fc.string({ unit: signs, maxLength: 30 }),
      fc.string({ unit: 'binary' }),
      fc.json().map((text) => text.slice(0, -1)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text, 'utf8');
        const reading = readJson(bytes, wide);
        // Nothing that it takes differs from what JSON.parse reads, and it refuses all that JSON.parse refuses.
        const plain = parsedOrNull(bytes.toString('utf8').replace(/^\u{feff}/u, ''));
        expect(reading.kind === 'json' ? { value: reading.value } : null).toEqual(
          reading.kind === 'json' ? plain : null,
        );
        expect(plain === null && reading.kind === 'json').toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['100,000 brackets', '['.repeat(100_000)],
    ['500,000 digits', '1'.repeat(500_000)],
    ['500,000 quotes escaped', `"${'\\"'.repeat(250_000)}`],
    ['a text of 500,000 characters without an end', `"${'a'.repeat(500_000)}`],
    ['500,000 spaces', ' '.repeat(500_000)],
    ['100,000 empty objects', `[${'{},'.repeat(100_000)}`],
  ])('%s get an answer', (_, text) => expect(read(text, wide).kind).toBe('fault'));
});

function parsedOrNull(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
