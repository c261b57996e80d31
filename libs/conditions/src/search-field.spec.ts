import type { JsonObject } from './facts';
import { factsWith } from './testing/facts-with';
import { complaints, judged } from './testing/judged';

const profile: JsonObject = {
  name: 'Ana Bell',
  sku: 'AB-1234',
  lines: 'first\nsecond',
  heart: 'I ❤ 😀',
  half: 'x\ud83dy',
  number: 7,
  none: null,
  tags: ['a', 'b', 7, true, null, ['deep'], { k: 'v' }],
  empty: [],
  address: { city: 'Recife' },
};
const facts = factsWith({ profile });
const TAGS = "['a', 'b', 7, true, nothing, a list, an object]";

type Row = [field: string, op: string, value: unknown, holds: boolean, because: string];

function judge(field: string, op: string, value: unknown) {
  return judged({ field: `profile.${field}`, op, value }, facts);
}

describe('contains, startsWith and endsWith', () => {
  test.each<Row>([
    ['name', 'contains', 'Bell', true, "name is 'Ana Bell', contains 'Bell'"],
    ['name', 'contains', 'bell', false, "name is 'Ana Bell', does not contain 'bell'"],
    ['name', 'contains', 7, false, "name is 'Ana Bell' (text), which cannot contain 7 (a number)"],
    ['heart', 'contains', '😀', true, "heart is 'I ❤ 😀', contains '😀'"],
    ['tags', 'contains', 'b', true, `tags is ${TAGS}, contains 'b'`],
    ['tags', 'contains', 7, true, `tags is ${TAGS}, contains 7`],
    ['tags', 'contains', true, true, `tags is ${TAGS}, contains true`],
    ['tags', 'contains', '7', false, `tags is ${TAGS}, does not contain '7'`],
    ['tags', 'contains', 'deep', false, `tags is ${TAGS}, does not contain 'deep'`],
    ['empty', 'contains', 'a', false, "empty is [], does not contain 'a'"],
    ['number', 'contains', 7, false, 'number is 7 (a number), neither text nor a list'],
    ['address', 'contains', 'city', false, 'address is an object (an object), neither text nor a list'],
    ['none', 'contains', 'a', false, 'none is missing'],
    ['gone', 'contains', 'a', false, 'gone is missing'],
    ['name', 'startsWith', 'Ana', true, "name is 'Ana Bell', starts with 'Ana'"],
    ['name', 'startsWith', 'Bell', false, "name is 'Ana Bell', does not start with 'Bell'"],
    [
      'name',
      'startsWith',
      'Ana Bell and more',
      false,
      "name is 'Ana Bell', does not start with 'Ana Bell and more'",
    ],
    ['name', 'endsWith', 'Bell', true, "name is 'Ana Bell', ends with 'Bell'"],
    ['name', 'endsWith', 'Ana', false, "name is 'Ana Bell', does not end with 'Ana'"],
    ['tags', 'startsWith', 'a', false, `tags is ${TAGS} (a list), not text`],
    ['number', 'endsWith', '7', false, 'number is 7 (a number), not text'],
    ['none', 'endsWith', '7', false, 'none is missing'],
    ['gone', 'startsWith', 'a', false, 'gone is missing'],
  ])('%s %s %j: %s, because %s', (field, op, value, holds, because) => {
    expect(judge(field, op, value)).toEqual({ holds, because });
  });
});

describe('matches', () => {
  test.each<Row>([
    ['sku', 'matches', '^AB-\\d+$', true, "sku is 'AB-1234', matches /^AB-\\d+$/"],
    ['sku', 'matches', '\\d{4}', true, "sku is 'AB-1234', matches /\\d{4}/"],
    ['sku', 'matches', '^\\d', false, "sku is 'AB-1234', does not match /^\\d/"],
    ['sku', 'matches', 'ab', false, "sku is 'AB-1234', does not match /ab/"],
    ['sku', 'matches', '(?i)ab', true, "sku is 'AB-1234', matches /(?i)ab/"],
    ['sku', 'matches', 'XY|AB', true, "sku is 'AB-1234', matches /XY|AB/"],
    ['sku', 'matches', '(?P<letters>[A-Z]+)', true, "sku is 'AB-1234', matches /(?P<letters>[A-Z]+)/"],
    ['name', 'matches', '\\bBell\\b', true, "name is 'Ana Bell', matches /\\bBell\\b/"],
    ['name', 'matches', '\\p{Lu}\\pL+', true, "name is 'Ana Bell', matches /\\p{Lu}\\pL+/"],
    ['heart', 'matches', '^I . .$', true, "heart is 'I ❤ 😀', matches /^I . .$/"],
    [
      'lines',
      'matches',
      'first.second',
      false,
      "lines is 'first\ufffdsecond', does not match /first.second/",
    ],
    [
      'lines',
      'matches',
      '(?s)first.second',
      true,
      "lines is 'first\ufffdsecond', matches /(?s)first.second/",
    ],
    ['half', 'matches', '^x.y$', true, "half is 'x\ufffdy', matches /^x.y$/"],
    ['number', 'matches', '7', false, 'number is 7 (a number), not text'],
    ['tags', 'matches', 'a', false, `tags is ${TAGS} (a list), not text`],
    ['none', 'matches', '.*', false, 'none is missing'],
    ['gone', 'matches', '.*', false, 'gone is missing'],
  ])('%s %s %j: %s, because %s', (field, op, value, holds, because) => {
    expect(judge(field, op, value)).toEqual({ holds, because });
  });

  test.each([
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?<!a)b', 'invalid named capture: `(?<!a)b`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['[', 'missing closing ]: `[`'],
    ['(', 'missing closing ): `(`'],
    ['a)', 'unexpected ): `a)`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['*', 'missing argument to repetition operator: `*`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
    ['(a|b)*a(a|b){900}', 'its repetitions make it too large'],
    ['\\', 'trailing backslash at end of expression'],
  ])('%s is refused: %s', (value, why) => {
    expect(complaints({ field: 'profile.sku', op: 'matches', value })).toEqual([
      `value: not a regular expression that RE2 can run: ${why}`,
    ]);
  });

  test('a pattern has at most 500 characters', () => {
    const value = 'a'.repeat(501);
    expect(complaints({ field: 'profile.sku', op: 'matches', value })).toEqual([
      'value: a pattern has at most 500 characters',
    ]);
  });

  test.each([
    '(a+)+$',
    '(x+x+)+y',
    '(a|aa)+$',
    '(.*a){12}$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a*)*b',
    '(\\w|\\w\\w)*!',
  ])('%s, which would keep a backtracking engine busy for years, is answered', (value) => {
    const text = `${'a'.repeat(9_990)}?`;
    const answer = judged({ field: 'event.text', op: 'matches', value }, factsWith({ event: { text } }));
    expect(answer.holds).toBe(false);
    expect(answer.because).toMatch(/^text is 'a{77}…', does not match /);
  });

  test('patterns are not tried on texts beyond 10000 characters', () => {
    const event = { text: 'a'.repeat(10_001) };
    const { holds, because } = judged(
      { field: 'event.text', op: 'matches', value: 'a' },
      factsWith({ event }),
    );
    expect(holds).toBe(false);
    expect(because).toMatch(/, more than the 10000 characters that patterns are tried on$/);
  });
});
