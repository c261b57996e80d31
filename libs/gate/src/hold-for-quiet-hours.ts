import { nextOpening } from '#conditions';
import type { QuietHours } from './restraint.schema';

/** Over how long messages leave that one end of quiet hours releases (ms): not all at one instant. */
const SPREAD = 15 * 60_000;

/**
 * Until when quiet hours hold a message (epoch ms); null = they do not hold it now. Messages leave spread over a quarter
 * of an hour after the end; where quiet hours begin again sooner than that, at their end.
 * @param place where the message falls in that quarter: from 0 up to 1, the same each time
 */
export function holdForQuietHours(
  { from, to }: QuietHours,
  now: number,
  zone: string,
  place: number,
): number | null {
  const loud = { from: to, to: from };
  const opens = nextOpening(loud, now, zone);
  if (opens === now) return null;
  const leaves = opens + Math.floor(place * SPREAD);
  return nextOpening(loud, leaves, zone) === leaves ? leaves : opens;
}
