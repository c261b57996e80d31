import type { Duration } from './duration';

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;

/** A duration in words, largest unit first: `1 day 12 hours`; `0 seconds` where it is nothing. */
export function describeDuration(duration: Duration): string {
  const parts = UNITS.filter((unit) => duration[unit] > 0).map((unit) =>
    duration[unit] === 1 ? `1 ${unit.slice(0, -1)}` : `${duration[unit]} ${unit}`,
  );
  return parts.join(' ') || '0 seconds';
}
