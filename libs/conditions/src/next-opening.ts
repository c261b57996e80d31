import { Temporal } from 'temporal-polyfill';
import { DAYS } from './days';

/** Hours of the day, on some days of the week or on all. */
export interface Window {
  readonly days?: readonly (typeof DAYS)[number][] | undefined;
  /** Times of the day, such as `09:00`. */
  readonly from: string;
  readonly to: string;
}

/** How many days ahead there is an opening for sure, also where one falls into hours that the clocks skip. */
const MOST_DAYS = 14;

/**
 * When a window is open next (epoch ms): now, where it is open already. A window that ends no later on the clock than it
 * begins ends on the day after, and belongs to the day on which it begins. Its hours are those of the clocks in the
 * zone: a time that is skipped moves forward by the gap, one that occurs twice is the first.
 */
export function nextOpening({ days = [...DAYS], from, to }: Window, now: number, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const at = (day: Temporal.PlainDate, time: string): number =>
    day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  // Yesterday's may still be open.
  for (let ahead = -1; ahead <= MOST_DAYS; ahead += 1) {
    const day = today.add({ days: ahead });
    if (!days.some((name) => DAYS.indexOf(name) === day.dayOfWeek - 1)) continue;
    const opens = at(day, from);
    const closes = at(from < to ? day : day.add({ days: 1 }), to);
    if (closes > Math.max(opens, now)) return Math.max(opens, now);
  }
  throw new Error('a window that opens on some day of the week did not open for two weeks');
}
