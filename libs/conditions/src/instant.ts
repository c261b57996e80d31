import { Temporal } from 'temporal-polyfill';
import { remembering } from './bounded-cache';
import { zoneOr } from './zone';

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

/** The longest text that is looked at: a date and time with any sensible number of decimals. */
const LENGTH = 64;

/**
 * The instant that an RFC 3339 text names, in epoch milliseconds (finer decimals are cut off).
 * A full-date alone (`2026-12-24`) is the first moment of that day in the zone. Null where it is neither.
 * A leap second (`:60`) counts as the second before it, as in TC39 Temporal.
 */
export function instantOf(text: string, zone: string): number | null {
  const parts = text.length > LENGTH ? null : FORM.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (parts[4] === undefined) return firstMomentOf(`${text} ${zoneOr(zone, 'UTC')}`);
  const [hour, minute, second] = [Number(parts[4]), Number(parts[5]), Number(parts[6])];
  const [offsetHour, offsetMinute] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  const offset = (parts[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const minutes = (dayNumber(year, month, day) * 24 + hour) * 60 + minute - offset;
  return (minutes * 60 + Math.min(second, 59)) * 1_000 + Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
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
