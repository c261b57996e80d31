import { addDuration, boundsOf, subtractDuration } from './add-duration';
import { parseDuration } from './duration';
import { zoneOr } from './zone';

/** Which side of a date the window of `withinLast` / `withinNext` lies on. */
export type WindowOp = 'withinLast' | 'withinNext';

/**
 * The instants (epoch ms, both included) at which a date is within the last, or the next, so much time.
 * The window hangs on the date: `withinLast 1mo` of 31 January lasts until the last of February.
 */
export function windowAround(
  at: number,
  op: WindowOp,
  within: string,
  zone: string,
): { from: number; to: number } | null {
  const duration = parseDuration(within);
  if (!duration) return null;
  const known = zoneOr(zone, 'UTC');
  return op === 'withinLast'
    ? { from: at, to: addDuration(at, duration, known) }
    : { from: subtractDuration(at, duration, known), to: at };
}

/** Whether `now` is in that window. The calendar is opened only if now is near the far edge. */
export function isInWindow(now: number, at: number, op: WindowOp, within: string, zone: string): boolean {
  const duration = parseDuration(within);
  const apart = op === 'withinLast' ? now - at : at - now;
  if (!duration || !(apart >= 0)) return false;
  const { least, most } = boundsOf(duration);
  if (apart <= least) return true;
  if (apart > most) return false;
  const window = windowAround(at, op, within, zone);
  return window !== null && window.from <= now && now <= window.to;
}
