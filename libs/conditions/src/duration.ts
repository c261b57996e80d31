import { remembering } from './bounded-cache';

/** A length of time as it was written: years to days are calendar units, hours to seconds exact ones. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** The form of a duration: whole numbers with a unit, one space or none between the parts. */
export const DURATION_FORM = /^\d+(?:mo|[smhdwy])(?: ?\d+(?:mo|[smhdwy]))*$/;

/** The longest text that is looked at. */
export const DURATION_LENGTH = 100;

/** By the average Gregorian year (365.2425 days) and month (a twelfth). */
const AVERAGE_SECONDS: Duration = {
  years: 31_556_952,
  months: 2_629_746,
  weeks: 604_800,
  days: 86_400,
  hours: 3_600,
  minutes: 60,
  seconds: 1,
};
const LONGEST_SECONDS = 100 * AVERAGE_SECONDS.years;

const UNITS = new Map<string, keyof Duration>([
  ['y', 'years'],
  ['mo', 'months'],
  ['w', 'weeks'],
  ['d', 'days'],
  ['h', 'hours'],
  ['m', 'minutes'],
  ['s', 'seconds'],
]);

/** What a text says as a duration, or in words why it is none. */
export type DurationReading =
  | { readonly kind: 'duration'; readonly duration: Duration }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads `90s 15m 1h 3d 2w 6mo 1y` and sums (`1d 12h`), up to 100 years; says what is wrong with others. */
export function readDuration(text: string): DurationReading {
  return text.length > DURATION_LENGTH ? refused('it is too long') : read(text);
}

/** A duration from its text, or null where it is none. `readDuration` says why. */
export function parseDuration(text: string): Duration | null {
  const reading = readDuration(text);
  return reading.kind === 'duration' ? reading.duration : null;
}

const read = remembering(2_000, (text): DurationReading => {
  if (!DURATION_FORM.test(text))
    return refused('durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h');
  const duration = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
  const named = new Set<string>();
  let total = 0;
  for (const [, digits = '', unit = ''] of text.matchAll(/(\d+)(mo|[smhdwy])/g)) {
    const name = UNITS.get(unit);
    if (!name || named.has(unit)) return refused(`the unit ${unit} is there twice`);
    named.add(unit);
    duration[name] = Number(digits);
    total += duration[name] * AVERAGE_SECONDS[name];
  }
  return total > LONGEST_SECONDS ? refused('it is longer than 100 years') : { kind: 'duration', duration };
});

function refused(why: string): DurationReading {
  return { kind: 'refused', why };
}
