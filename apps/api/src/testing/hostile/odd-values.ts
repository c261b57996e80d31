import fc from 'fast-check';

const LONG = 'x'.repeat(100_000);

/** Texts at which programs have stumbled. */
const TEXTS = [
  ...['', ' ', '\t', '0', '-1', 'null', 'undefined', 'NaN', 'true', '[object Object]', LONG],
  // Unicode: NUL, halves of a pair, order turned round, marks without end, no-break, BOM, what grows in upper case.
  ...['\0', 'a\0b', '\ud83d', '\udc00\ud83d', '\u202eabc', `a${'\u0301'.repeat(500)}`, '\u00a0', '\ufeffa'],
  ...['İ', 'ß', 'ﬃ', '👩‍👩‍👧‍👦', '\u2028', '\u0085', '\ufffe', '𝒶', 'ـ', '\u200b', 'K', 'Å'],
  // What means something to somebody behind us.
  ...["'; DROP TABLE profile; --", "\\'; SELECT pg_sleep(60); --", '%', '_', '\\', '$1', ':name', '?'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '${7*7}', '{{7*7}}', '`id`', '$(id)'],
  ...[
    '{% for a in (1..999999999) %}a{% endfor %}',
    '{% include "/etc/passwd" %}',
    '{{ profile.constructor }}',
  ],
  ...[
    '{{',
    '{% if',
    '{{ "a" | append: nothing | unknown }}',
    '<mjml><mj-include path="/etc/passwd"/></mjml>',
  ],
  ...['../../../../etc/passwd', '/etc/passwd', 'C:\\', 'file:///etc/passwd', 'javascript:alert(1)'],
  ...['http://169.254.169.254/', 'http://[::1]:22/', 'https://a:b@c:99999/', '//host', 'http://'],
  ...['(a+)+$', '(?<=a)b', '[', 'a{1,99999}', '\\p{L}'],
  ...[
    'a\r\nBcc: x@example.com',
    'a@b',
    '@',
    'a@[127.0.0.1]',
    `${'a'.repeat(300)}@example.com`,
    'ä@ö.example',
  ],
  // Instants, durations, zones, paths, keys.
  ...['2026-02-30T00:00:00Z', '+275760-09-13T00:00:00.001Z', '-000001-01-01T00:00:00Z', '2026-13-01', '0000'],
  ...[
    '9999-12-31T23:59:60Z',
    '2026-11-22T14:03:00+99:99',
    '1d',
    '-1d',
    '99999999999999999999d',
    'P1Y',
    '1e9s',
  ],
  ...['Etc/Unknown', 'America/Sao_Paulo', '../UTC', 'event.', 'event.a.b.c', 'profile.__proto__', 'steps..a'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'],
  ...['welcome', 'news', 'hello', 'ana', 'email', 'granted', 'A', 'a b', '-', 'a'.repeat(101)],
];

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  1.5,
  1e-320,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  1e21,
  0.1 + 0.2,
];

/** A text that is none of those expected. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: [inner] }), 1);

/** A value of any type but, mostly, the one expected. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { '': 0 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      ...[nested(14), nested(200), Array.from({ length: 2_600 }, () => ({})), Array(20_000).fill(0)],
      Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, at])),
      { toString: 1, valueOf: 2, length: 3, toJSON: 4, constructor: 5 },
    ),
  },
);
