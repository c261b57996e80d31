import { z } from 'zod';
import { describeDuration } from './describe-duration';
import { parseDuration, readDuration, type Duration } from './duration';
import { durationSchema } from './duration.schema';

const NONE: Duration = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

describe('a duration', () => {
  test.each<[string, Partial<Duration>, string]>([
    ['90s', { seconds: 90 }, '90 seconds'],
    ['15m', { minutes: 15 }, '15 minutes'],
    ['1h', { hours: 1 }, '1 hour'],
    ['3d', { days: 3 }, '3 days'],
    ['2w', { weeks: 2 }, '2 weeks'],
    ['6mo', { months: 6 }, '6 months'],
    ['1y', { years: 1 }, '1 year'],
    ['1d 12h', { days: 1, hours: 12 }, '1 day 12 hours'],
    ['1d12h', { days: 1, hours: 12 }, '1 day 12 hours'],
    ['12h 1d', { days: 1, hours: 12 }, '1 day 12 hours'],
    ['1mo 1m', { months: 1, minutes: 1 }, '1 month 1 minute'],
    ['1m1mo', { months: 1, minutes: 1 }, '1 month 1 minute'],
    [
      '1y 2mo 3w 4d 5h 6m 7s',
      { years: 1, months: 2, weeks: 3, days: 4, hours: 5, minutes: 6, seconds: 7 },
      '1 year 2 months 3 weeks 4 days 5 hours 6 minutes 7 seconds',
    ],
    ['0s', {}, '0 seconds'],
    ['007d', { days: 7 }, '7 days'],
    ['100y', { years: 100 }, '100 years'],
    ['1200mo', { months: 1200 }, '1200 months'],
    ['36524d', { days: 36_524 }, '36524 days'],
    ['3155695200s', { seconds: 3_155_695_200 }, '3155695200 seconds'],
  ])('%s is %j, in words %s', (text, units, words) => {
    const duration = { ...NONE, ...units };
    expect(parseDuration(text)).toEqual(duration);
    expect(describeDuration(duration)).toBe(words);
    expect(durationSchema.safeParse(text)).toEqual({ success: true, data: text });
  });

  test.each([
    ['', 'written like'],
    [' ', 'written like'],
    ['5', 'written like'],
    ['d', 'written like'],
    ['-1d', 'written like'],
    ['+1d', 'written like'],
    ['1.5h', 'written like'],
    ['1,5h', 'written like'],
    ['1e9y', 'written like'],
    ['0x10d', 'written like'],
    ['1 d', 'written like'],
    ['1d  12h', 'written like'],
    ['1d, 12h', 'written like'],
    [' 1d', 'written like'],
    ['1d ', 'written like'],
    ['1d\n', 'written like'],
    ['1D', 'written like'],
    ['1M', 'written like'],
    ['3 days', 'written like'],
    ['P1D', 'written like'],
    ['PT1H', 'written like'],
    ['1ms', 'written like'],
    ['１d', 'written like'],
    ['∞', 'written like'],
    ['__proto__', 'written like'],
    ['1d 1d', 'the unit d is there twice'],
    ['1d 2h 3d', 'the unit d is there twice'],
    ['1mo1mo', 'the unit mo is there twice'],
    ['101y', 'longer than 100 years'],
    ['100y 1s', 'longer than 100 years'],
    ['1201mo', 'longer than 100 years'],
    ['36525d', 'longer than 100 years'],
    ['5218w', 'longer than 100 years'],
    ['3155695201s', 'longer than 100 years'],
    [`${'9'.repeat(90)}y`, 'longer than 100 years'],
    ['1d'.repeat(60), 'too long'],
  ])('%p is none: %s', (text, why) => {
    expect(parseDuration(text)).toBeNull();
    expect(readDuration(text)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
    expect(durationSchema.safeParse(text).success).toBe(false);
  });
});

describe('a hostile duration', () => {
  test.each([
    ['a million digits', `${'9'.repeat(1_000_000)}y`],
    ['a million numbers', '1 '.repeat(1_000_000)],
    ['a million parts', '1d '.repeat(1_000_000)],
  ])('%s: is none', (_, text) => {
    expect(readDuration(text)).toEqual({ kind: 'refused', why: 'it is too long' });
    expect(durationSchema.safeParse(text).success).toBe(false);
  });
});

describe('the schema of durations', () => {
  test.each([
    ['1e9y', 'not a duration: durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h'],
    ['200y', 'not a duration: it is longer than 100 years'],
    ['1d 1d', 'not a duration: the unit d is there twice'],
    ['1'.repeat(101), 'a duration is written like 1h, 3d or 1d 12h'],
    [7, 'a duration is text, like 1h, 3d or 1d 12h'],
    [null, 'a duration is text, like 1h, 3d or 1d 12h'],
    [{}, 'a duration is text, like 1h, 3d or 1d 12h'],
  ])('%p is refused once, in words: %s', (value, message) => {
    const { error } = durationSchema.safeParse(value);
    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  test('editors get its form as a pattern', () => {
    const { $defs } = z.toJSONSchema(z.object({ for: durationSchema }));
    const pattern = new RegExp($defs?.['Duration']?.pattern ?? '(never)$^', 'u');
    expect(['1h', '1d 12h', '6mo', '1.5h', '3 days', ''].map((text) => pattern.test(text))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
