import { Temporal } from 'temporal-polyfill';
import type { Duration } from './duration';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** The last instant there is (ECMA-262, 21.4.1.1). */
const END_OF_TIME = 8.64e15;

/**
 * The instant a duration after another, in epoch milliseconds (whole ones).
 *
 * Years, months, weeks and days are counted first, on the wall clock of the zone (`2026-03-07 02:30`
 * + 1d is 02:30 on the 8th); hours, minutes and seconds after them, exactly. A local time that does not
 * exist moves forward by the gap, one that occurs twice is the first (the TC39 Temporal rule `compatible`);
 * 31 January + 1mo is the last of February.
 *
 * Throws a RangeError if the zone is none (see `zoneOr`) or time itself ends (year 275760).
 */
export function addDuration(epochMs: number, duration: Duration, zone: string): number {
  return shift(epochMs, duration, zone, 1);
}

/** The instant a duration before another: calendar units are taken off first, by the rules of `addDuration`. */
export function subtractDuration(epochMs: number, duration: Duration, zone: string): number {
  return shift(epochMs, duration, zone, -1);
}

function shift(epochMs: number, duration: Duration, zone: string, sign: 1 | -1): number {
  const exact = sign * exactMs(duration);
  if (!hasCalendarUnits(duration)) return epochMs + exact;
  const { years, months, weeks, days } = duration;
  // No clock changes there, so a day is a day: no need to open the calendar.
  const end = epochMs + sign * (7 * weeks + days) * DAY;
  if (zone === 'UTC' && years + months === 0 && Math.abs(end) <= END_OF_TIME) return end + exact;
  const start = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  const span = { years: sign * years, months: sign * months, weeks: sign * weeks, days: sign * days };
  return start.add(span).epochMilliseconds + exact;
}

/**
 * The least and the most milliseconds that a duration can span, wherever and whenever it is counted.
 * Decides most questions about a window without a calendar.
 */
export function boundsOf(duration: Duration): { readonly least: number; readonly most: number } {
  const exact = exactMs(duration);
  if (!hasCalendarUnits(duration)) return { least: exact, most: exact };
  const { years, months, weeks, days } = duration;
  const sure = exact + (7 * weeks + days) * DAY;
  // Two days of slack: a zone that changes its side of the date line skips or repeats a whole day.
  return {
    least: sure + (365 * years + 28 * months - 2) * DAY,
    most: sure + (366 * years + 31 * months + 2) * DAY,
  };
}

function hasCalendarUnits(duration: Duration): boolean {
  return duration.years + duration.months + duration.weeks + duration.days > 0;
}

function exactMs(duration: Duration): number {
  return (duration.hours * 3_600 + duration.minutes * 60 + duration.seconds) * SECOND;
}
