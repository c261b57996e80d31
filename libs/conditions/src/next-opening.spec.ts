import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describeInstant } from './describe-instant';
import { nextOpening, type Window } from './next-opening';

const epochMs = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const NEW_YORK = 'America/New_York';
const SAO_PAULO = 'America/Sao_Paulo';
const office: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' };
const daily = (from: string, to: string): Window => ({ from, to });

// 15 June 2026 is a Monday.
test.each<[string, window: Window, now: string, zone: string, opens: string]>([
  ['before it opens', office, '2026-06-15T08:59:59Z', 'UTC', '2026-06-15 09:00'],
  ['when it opens', office, '2026-06-15T09:00:00Z', 'UTC', '2026-06-15 09:00'],
  ['while it is open', office, '2026-06-15T12:34:00Z', 'UTC', '2026-06-15 12:34'],
  ['to the last moment', office, '2026-06-15T17:59:59Z', 'UTC', '2026-06-15 17:59:59'],
  ['when it closes', office, '2026-06-15T18:00:00Z', 'UTC', '2026-06-16 09:00'],
  ['over the weekend', office, '2026-06-19T18:00:00Z', 'UTC', '2026-06-22 09:00'],
  ['in the zone', office, '2026-06-15T09:00:00Z', SAO_PAULO, '2026-06-15 09:00'],
  ['on the day in the zone', office, '2026-06-15T01:00:00Z', SAO_PAULO, '2026-06-15 09:00'],
  ['on every day', daily('09:00', '18:00'), '2026-06-20T20:00:00Z', 'UTC', '2026-06-21 09:00'],
  ['a week ahead', { ...office, days: ['mon'] }, '2026-06-15T18:00:00Z', 'UTC', '2026-06-22 09:00'],
  [
    'days in any order',
    { ...office, days: ['sun', 'tue'] },
    '2026-06-15T12:00:00Z',
    'UTC',
    '2026-06-16 09:00',
  ],

  ['over midnight, before', daily('22:00', '02:00'), '2026-06-15T21:00:00Z', 'UTC', '2026-06-15 22:00'],
  [
    'over midnight, in the evening',
    daily('22:00', '02:00'),
    '2026-06-15T23:00:00Z',
    'UTC',
    '2026-06-15 23:00',
  ],
  ['over midnight, in the night', daily('22:00', '02:00'), '2026-06-16T01:59:00Z', 'UTC', '2026-06-16 01:59'],
  ['over midnight, after', daily('22:00', '02:00'), '2026-06-16T02:00:00Z', 'UTC', '2026-06-16 22:00'],
  [
    'over midnight, of the day on which it begins',
    { days: ['mon'], from: '22:00', to: '02:00' },
    '2026-06-16T01:00:00Z',
    'UTC',
    '2026-06-16 01:00',
  ],
  [
    'over midnight, not of the day on which it ends',
    { days: ['tue'], from: '22:00', to: '02:00' },
    '2026-06-16T01:00:00Z',
    'UTC',
    '2026-06-16 22:00',
  ],
  ['until midnight', daily('08:00', '00:00'), '2026-06-15T23:59:00Z', 'UTC', '2026-06-15 23:59'],
  ['a whole day', daily('00:00', '00:00'), '2026-06-15T00:00:00Z', 'UTC', '2026-06-15 00:00'],
  [
    'whole days of the weekend',
    { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
    '2026-06-15T00:00:00Z',
    'UTC',
    '2026-06-20 00:00',
  ],

  // On 8 March 2026 there is no 02:00 to 03:00 in New York.
  ['across the gap', daily('09:00', '18:00'), '2026-03-07T23:30:00Z', NEW_YORK, '2026-03-08 09:00'],
  ['from within the gap', daily('02:30', '06:00'), '2026-03-08T06:00:00Z', NEW_YORK, '2026-03-08 03:30'],
  ['within the gap', daily('02:15', '02:45'), '2026-03-08T06:00:00Z', NEW_YORK, '2026-03-08 03:15'],
  ['to nothing in the gap', daily('02:30', '03:00'), '2026-03-08T06:00:00Z', NEW_YORK, '2026-03-09 02:30'],
  [
    'to nothing in the gap on its only day',
    { days: ['sun'], from: '02:30', to: '03:00' },
    '2026-03-08T06:00:00Z',
    NEW_YORK,
    '2026-03-15 02:30',
  ],
  // On 1 November 2026 there are two of 01:00 to 02:00: the first counts.
  ['at the first of two', daily('01:30', '03:00'), '2026-11-01T05:00:00Z', NEW_YORK, '2026-11-01 01:30'],
  ['until the first of two', daily('00:30', '01:30'), '2026-11-01T05:30:00Z', NEW_YORK, '2026-11-02 00:30'],
])('%s', (_, window, now, zone, opens) => {
  expect(describeInstant(nextOpening(window, epochMs(now), zone), zone)).toBe(`${opens} (${zone})`);
});

test('the first and the second of two are an hour apart', () => {
  const first = nextOpening(daily('01:30', '03:00'), epochMs('2026-11-01T05:00:00Z'), NEW_YORK);
  expect(first).toBe(epochMs('2026-11-01T05:30:00Z'));
});

const anyClock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const anyWindow = fc.record<Window>({
  days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, {
    minLength: 1,
  }) as fc.Arbitrary<NonNullable<Window['days']>>,
  from: anyClock,
  to: anyClock,
});
const anyZone = fc.constantFrom(
  'UTC',
  NEW_YORK,
  SAO_PAULO,
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);
const anyInstant = fc.integer({ min: epochMs('2024-01-01T00:00:00Z'), max: epochMs('2032-01-01T00:00:00Z') });

test('whatever the window, the zone and the instant: it is open when it has opened, and never before', () => {
  fc.assert(
    fc.property(anyWindow, anyInstant, anyZone, (window, now, zone) => {
      const opens = nextOpening(window, now, zone);
      expect(opens).toBeGreaterThanOrEqual(now);
      expect(nextOpening(window, opens, zone)).toBe(opens);
      const between = now + Math.floor((opens - now) / 2);
      expect(nextOpening(window, between, zone)).toBe(opens === now ? now : opens);
    }),
  );
});
