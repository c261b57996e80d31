import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { offsetAt } from './offset';

const ZONES = [
  'UTC',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Monrovia',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Antarctica/Troll',
  'Africa/Cairo',
];

function told(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

describe('how far a clock is ahead', () => {
  test.each(ZONES)('is what the calendar says, at any instant: %s', (zone) => {
    const anyInstant = fc.integer({ min: Date.UTC(1890, 0), max: Date.UTC(2090, 0) });
    fc.assert(fc.property(anyInstant, (at) => expect(offsetAt(at, zone)).toBe(told(at, zone))));
  });

  test.each(ZONES)('is what the calendar says, around each change of the clocks: %s', (zone) => {
    let change = Temporal.Instant.fromEpochMilliseconds(Date.UTC(1960, 0))
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('next');
    for (; change && change.year < 2040; change = change.getTimeZoneTransition('next')) {
      const at = change.epochMilliseconds;
      for (const near of [at - 900_001, at - 1, at, at + 1, at + 899_999])
        expect([near, offsetAt(near, zone)]).toEqual([near, told(near, zone)]);
    }
  });
});
