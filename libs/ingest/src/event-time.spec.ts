import { timeOf } from './event-time';

const NOW = Date.parse('2026-11-22T14:00:00.000Z');
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const instant = (text: string) => ({ kind: 'instant', at: Date.parse(text) });
const WRONG = { kind: 'wrong' };
const HOUR = 3_600_000;

describe('the time of an event', () => {
  test.each<[timestamp: unknown]>([[undefined], [null]])('that says none (%j) is now', (timestamp) => {
    expect(timeOf(timestamp, undefined, NOW)).toEqual({ kind: 'instant', at: NOW });
    expect(timeOf(timestamp, ago(HOUR), NOW)).toEqual({ kind: 'instant', at: NOW });
  });

  test.each<[timestamp: unknown, expected: string]>([
    ['2026-11-22T13:00:00Z', '2026-11-22T13:00:00Z'],
    ['2026-11-22T13:00:00.123Z', '2026-11-22T13:00:00.123Z'],
    ['2026-11-22T13:00:00.123456789Z', '2026-11-22T13:00:00.123Z'],
    ['2026-11-22t13:00:00z', '2026-11-22T13:00:00Z'],
    ['2026-11-22T10:00:00-03:00', '2026-11-22T13:00:00Z'],
    ['2026-11-22T10:00:00-0300', '2026-11-22T13:00:00Z'],
    ['2026-11-22T10:00:00-03', '2026-11-22T13:00:00Z'],
    ['2026-11-22 10:00:00 -0300', '2026-11-22T13:00:00Z'],
    ['2026-11-22T13:00Z', '2026-11-22T13:00:00Z'],
    // Without an offset it is UTC, whatever the zone of this process.
    ['2026-11-22T13:00:00', '2026-11-22T13:00:00Z'],
    ['2026-11-22 13:00:00.5', '2026-11-22T13:00:00.500Z'],
    ['2026-11-22', '2026-11-22T00:00:00Z'],
    [NOW - HOUR, '2026-11-22T13:00:00Z'],
    [NOW - HOUR + 0.7, '2026-11-22T13:00:00Z'],
    [0, '1970-01-01T00:00:00Z'],
  ])('written %j is %s', (timestamp, expected) => {
    expect(timeOf(timestamp, undefined, NOW)).toEqual(instant(expected));
  });

  test.each<[timestamp: unknown]>([
    [''],
    ['now'],
    ['yesterday'],
    ['22/11/2026'],
    ['Sun, 22 Nov 2026 13:00:00 GMT'],
    ['2026-11-22T25:00:00Z'],
    ['2026-02-30T00:00:00Z'],
    ['2026-11-22T13:00:00+99:00'],
    ['2026-11-22 (a comment)'],
    ['2026-11-22T13:00:00Z; drop'],
    ['1969-12-31T23:59:59Z'],
    ['2101-01-01T00:00:00Z'],
    ['+002026-11-22T13:00:00Z'],
    ['1795356000'],
    [-1],
    [8.64e15],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [true],
    [[]],
    [['2026-11-22T13:00:00Z']],
    [{}],
    ['2'.repeat(100_000)],
  ])('case %#: what names no instant between 1970 and 2100 is wrong', (timestamp) => {
    expect(timeOf(timestamp, undefined, NOW)).toEqual(WRONG);
  });
});

describe('a clock that is off', () => {
  test.each<[string, timestamp: string, sentAt: unknown, expected: string]>([
    ['ahead by a day', '2026-11-23T13:59:00Z', '2026-11-23T14:00:00Z', '2026-11-22T13:59:00Z'],
    ['behind by years', '2019-01-01T00:00:00Z', '2019-01-01T02:00:00Z', '2026-11-22T12:00:00Z'],
    ['right', ago(HOUR), ago(0), ago(HOUR)],
    ['right, sent late', ago(HOUR), ago(HOUR / 2), ago(HOUR / 2)],
    ['that says it sent the event before it happened', ago(0), ago(HOUR), ago(0)],
    ['that says nothing of the sending', ago(HOUR), undefined, ago(HOUR)],
    ['with a sending time nobody can read', ago(HOUR), 'soon', ago(HOUR)],
    ['with null for it', ago(HOUR), null, ago(HOUR)],
    ['with a list for it', ago(HOUR), [ago(0)], ago(HOUR)],
    [
      'that was off by more than there is time',
      '1970-01-01T00:00:00Z',
      '2100-12-31T00:00:00Z',
      '1970-01-01T00:00:00Z',
    ],
  ])('%s is corrected', (_, timestamp, sentAt, expected) => {
    expect(timeOf(timestamp, sentAt, NOW)).toEqual(instant(expected));
  });

  test('nothing happens in the future', () => {
    expect(timeOf('2026-11-22T14:00:01Z', undefined, NOW)).toEqual({ kind: 'instant', at: NOW });
    expect(timeOf('2099-01-01', undefined, NOW)).toEqual({ kind: 'instant', at: NOW });
    expect(timeOf(NOW + 23 * HOUR, ago(0), NOW)).toEqual({ kind: 'instant', at: NOW });
  });
});
