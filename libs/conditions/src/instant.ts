import { Temporal } from 'temporal-polyfill';
import { remembering } from './bounded-cache';
import { zoneOr } from './zone';

const FORM = /^\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?$/;

/** The longest text that is looked at: a date and time with any sensible number of decimals. */
const LENGTH = 64;

/**
 * The instant that an RFC 3339 text names, in epoch milliseconds (finer decimals are cut off).
 * A full-date alone (`2026-12-24`) is the first moment of that day in the zone. Null where it is neither.
 * A leap second (`:60`) counts as the second before it, as in TC39 Temporal.
 */
export function instantOf(text: string, zone: string): number | null {
  if (text.length > LENGTH || !FORM.test(text)) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (text.length === 10) return firstMomentOf(`${text} ${zoneOr(zone, 'UTC')}`);
  const time = timeOfDay(text);
  return time === null ? null : dayNumber(year, month, day) * 86_400_000 + time;
}

/** Milliseconds from midnight UTC of the day that is written to the time behind it; null where there is no such time. */
function timeOfDay(text: string): number | null {
  const end = text.length - (/[Zz]$/.test(text) ? 1 : 6);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const offsetHour = digits(text, end + 1, end + 3);
  const offsetMinute = digits(text, end + 4, end + 6);
  if (offsetHour > 23 || offsetMinute > 59) return null;
  const offset = (text[end] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const seconds = (hour * 60 + minute - offset) * 60 + Math.min(second, 59);
  const decimals = Math.max(0, Math.min(end - 20, 3));
  return seconds * 1_000 + digits(text, 20, 20 + decimals) * 10 ** (3 - decimals);
}

/** The number that digits from a place up to another make; what lies beyond the end of the text is 0. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let place = from; place < to && place < text.length; place += 1) {
    number = number * 10 + text.charCodeAt(place) - 48;
  }
  return number;
}

const firstMomentOf = remembering(2_000, (dateAndZone) => {
  const [date = '', zone = ''] = dateAndZone.split(' ');
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
});

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible date algorithms"). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
