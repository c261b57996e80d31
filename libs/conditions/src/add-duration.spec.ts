import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDuration, boundsOf, subtractDuration } from './add-duration';
import { parseDuration, type Duration } from './duration';
import { at } from './testing/facts-with';

const NEW_YORK = 'America/New_York';
const SAO_PAULO = 'America/Sao_Paulo';
const LISBON = 'Europe/Lisbon';

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed) throw new Error(`${text} is no duration`);
  return parsed;
}

function written(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString();
}

type Row = [zone: string, start: string, text: string, end: string];

const ADDED: Record<string, Row[]> = {
  'hours, minutes and seconds are exact': [
    ['UTC', '2026-01-01T00:00:00Z', '90s', '2026-01-01T00:01:30Z'],
    ['UTC', '2026-01-01T00:00:00.123Z', '15m', '2026-01-01T00:15:00.123Z'],
    ['UTC', '2026-12-31T23:30:00Z', '1h', '2027-01-01T00:30:00Z'],
    [NEW_YORK, '2026-03-07T12:00:00-05:00', '24h', '2026-03-08T13:00:00-04:00'],
    [NEW_YORK, '2026-10-31T12:00:00-04:00', '24h', '2026-11-01T11:00:00-05:00'],
    [NEW_YORK, '2026-11-01T01:30:00-04:00', '1h', '2026-11-01T01:30:00-05:00'],
    [NEW_YORK, '2026-11-01T01:30:00-05:00', '0s', '2026-11-01T01:30:00-05:00'],
  ],
  'days and weeks keep the local time': [
    [NEW_YORK, '2026-03-07T12:00:00-05:00', '1d', '2026-03-08T12:00:00-04:00'],
    [NEW_YORK, '2026-10-31T12:00:00-04:00', '1d', '2026-11-01T12:00:00-05:00'],
    [NEW_YORK, '2026-03-05T09:15:30-05:00', '1w', '2026-03-12T09:15:30-04:00'],
    [LISBON, '2026-03-28T23:00:00+00:00', '1d', '2026-03-29T23:00:00+01:00'],
    [SAO_PAULO, '2026-12-31T20:00:00-03:00', '1d', '2027-01-01T20:00:00-03:00'],
  ],
  'a local time that does not exist moves forward by the gap': [
    [NEW_YORK, '2026-03-07T02:30:00-05:00', '1d', '2026-03-08T03:30:00-04:00'],
    [NEW_YORK, '2026-03-01T02:00:00-05:00', '1w', '2026-03-08T03:00:00-04:00'],
    [NEW_YORK, '2026-02-08T02:59:59-05:00', '1mo', '2026-03-08T03:59:59-04:00'],
    ['Europe/Dublin', '2026-03-28T01:30:00+00:00', '1d', '2026-03-29T02:30:00+01:00'],
    [SAO_PAULO, '2018-11-03T00:00:00-03:00', '1d', '2018-11-04T01:00:00-02:00'],
    ['Australia/Lord_Howe', '2026-10-03T02:15:00+10:30', '1d', '2026-10-04T02:45:00+11:00'],
    ['Pacific/Apia', '2011-12-29T12:00:00-10:00', '1d', '2011-12-31T12:00:00+14:00'],
  ],
  'a local time that occurs twice is the first': [
    [NEW_YORK, '2026-10-31T01:30:00-04:00', '1d', '2026-11-01T01:30:00-04:00'],
    [NEW_YORK, '2026-10-01T01:00:00-04:00', '1mo', '2026-11-01T01:00:00-04:00'],
    [SAO_PAULO, '2019-02-15T23:30:00-02:00', '1d', '2019-02-16T23:30:00-02:00'],
    [LISBON, '2026-10-24T01:30:00+01:00', '1d', '2026-10-25T01:30:00+01:00'],
    ['Australia/Lord_Howe', '2026-04-04T01:45:00+11:00', '1d', '2026-04-05T01:45:00+11:00'],
    [NEW_YORK, '2026-11-01T01:30:00-05:00', '1d', '2026-11-02T01:30:00-05:00'],
  ],
  'calendar units are counted before the exact ones': [
    [NEW_YORK, '2026-03-07T02:30:00-05:00', '1d 1h', '2026-03-08T04:30:00-04:00'],
    [NEW_YORK, '2026-03-07T02:30:00-05:00', '1h 1d', '2026-03-08T04:30:00-04:00'],
    [NEW_YORK, '2026-10-31T00:30:00-04:00', '1d 2h', '2026-11-01T01:30:00-05:00'],
    ['UTC', '2026-01-31T23:00:00Z', '1mo 2h', '2026-03-01T01:00:00Z'],
  ],
  'a month ends with its last day': [
    ['UTC', '2026-01-31T10:00:00Z', '1mo', '2026-02-28T10:00:00Z'],
    ['UTC', '2028-01-31T10:00:00Z', '1mo', '2028-02-29T10:00:00Z'],
    ['UTC', '2026-01-30T10:00:00Z', '1mo', '2026-02-28T10:00:00Z'],
    ['UTC', '2026-03-31T10:00:00Z', '1mo', '2026-04-30T10:00:00Z'],
    ['UTC', '2026-08-31T10:00:00Z', '6mo', '2027-02-28T10:00:00Z'],
    ['UTC', '2026-01-31T10:00:00Z', '2mo', '2026-03-31T10:00:00Z'],
    ['UTC', '2026-01-31T10:00:00Z', '1mo 1d', '2026-03-01T10:00:00Z'],
    ['UTC', '2026-12-31T10:00:00Z', '2mo', '2027-02-28T10:00:00Z'],
  ],
  '29 February comes every four years': [
    ['UTC', '2028-02-29T10:00:00Z', '1y', '2029-02-28T10:00:00Z'],
    ['UTC', '2028-02-29T10:00:00Z', '12mo', '2029-02-28T10:00:00Z'],
    ['UTC', '2028-02-29T10:00:00Z', '4y', '2032-02-29T10:00:00Z'],
    ['UTC', '2028-02-29T10:00:00Z', '1y 1mo', '2029-03-29T10:00:00Z'],
    ['UTC', '2096-02-29T10:00:00Z', '4y', '2100-02-28T10:00:00Z'],
    ['UTC', '2028-02-28T10:00:00Z', '1d', '2028-02-29T10:00:00Z'],
    ['UTC', '2026-02-28T10:00:00Z', '1d', '2026-03-01T10:00:00Z'],
    ['UTC', '2026-06-15T10:00:00Z', '100y', '2126-06-15T10:00:00Z'],
  ],
  'it is the local date that counts, not the one in UTC': [
    [SAO_PAULO, '2026-01-31T22:00:00-03:00', '1mo', '2026-02-28T22:00:00-03:00'],
    ['Asia/Tokyo', '2026-02-01T00:30:00+09:00', '1mo', '2026-03-01T00:30:00+09:00'],
    ['Pacific/Kiritimati', '2026-01-31T01:00:00+14:00', '1mo', '2026-02-28T01:00:00+14:00'],
  ],
};

describe.each(Object.entries(ADDED))('adding: %s', (_, rows) => {
  test.each(rows)('%s: %s + %s = %s', (zone, start, text, end) => {
    expect(written(addDuration(at(start), duration(text), zone))).toBe(written(at(end)));
  });
});

describe('subtracting', () => {
  test.each<Row>([
    ['UTC', '2026-01-01T00:01:30Z', '90s', '2026-01-01T00:00:00Z'],
    [NEW_YORK, '2026-03-08T13:00:00-04:00', '24h', '2026-03-07T12:00:00-05:00'],
    [NEW_YORK, '2026-03-08T12:00:00-04:00', '1d', '2026-03-07T12:00:00-05:00'],
    [NEW_YORK, '2026-03-09T02:30:00-04:00', '1d', '2026-03-08T03:30:00-04:00'],
    [NEW_YORK, '2026-11-02T01:30:00-05:00', '1d', '2026-11-01T01:30:00-04:00'],
    [NEW_YORK, '2026-03-09T02:30:00-04:00', '1d 1h', '2026-03-08T01:30:00-05:00'],
    ['UTC', '2026-03-31T10:00:00Z', '1mo', '2026-02-28T10:00:00Z'],
    ['UTC', '2028-03-31T10:00:00Z', '1mo', '2028-02-29T10:00:00Z'],
    ['UTC', '2028-02-29T10:00:00Z', '1y', '2027-02-28T10:00:00Z'],
    ['UTC', '2026-03-01T10:00:00Z', '1d', '2026-02-28T10:00:00Z'],
    ['UTC', '2026-03-31T10:00:00Z', '1mo 1d', '2026-02-27T10:00:00Z'],
    ['Pacific/Apia', '2011-12-31T12:00:00+14:00', '1d', '2011-12-31T12:00:00+14:00'],
    ['UTC', '2026-06-15T10:00:00Z', '100y', '1926-06-15T10:00:00Z'],
  ])('%s: %s - %s = %s', (zone, start, text, end) => {
    expect(written(subtractDuration(at(start), duration(text), zone))).toBe(written(at(end)));
  });
});

describe('what cannot be counted', () => {
  test('a calendar unit in a zone that is none is a bug of the caller', () => {
    expect(() => addDuration(0, duration('1d'), 'Nowhere')).toThrow(RangeError);
  });
  test('the end of time is an error, not a wrong instant', () => {
    expect(() => addDuration(8.64e15, duration('1d'), 'UTC')).toThrow(RangeError);
  });
});

describe('the bounds of a duration', () => {
  const count = (max: number) => fc.nat({ max });
  const durations = fc.record({
    years: count(30),
    months: count(60),
    weeks: count(60),
    days: count(400),
    hours: count(100),
    minutes: count(100),
    seconds: count(100),
  });
  const zones = fc.constantFrom(
    'UTC',
    NEW_YORK,
    SAO_PAULO,
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'Asia/Manila',
  );

  test('hold in every zone, at every instant, in both directions', () => {
    const instants = fc.integer({ min: at('1840-01-01T00:00:00Z'), max: at('2090-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, durations, zones, (start, length, zone) => {
        const { least, most } = boundsOf(length);
        for (const span of [
          addDuration(start, length, zone) - start,
          start - subtractDuration(start, length, zone),
        ]) {
          expect(span).toBeGreaterThanOrEqual(least);
          expect(span).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(['1d', '1mo', '1y'])('hold where %s crosses a day that was skipped or came twice', (text) => {
    const { least, most } = boundsOf(duration(text));
    for (let hour = 0; hour < 72; hour += 1) {
      const start = at('2011-12-29T00:00:00-10:00') + hour * 3_600_000;
      const span = addDuration(start, duration(text), 'Pacific/Apia') - start;
      expect(span >= least && span <= most).toBe(true);
    }
  });
});
