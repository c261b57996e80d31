import { instantOf } from '#conditions';

export { describeInstant } from '#conditions';

/**
 * Reads an RFC 3339 instant into epoch milliseconds, a date alone as the first moment of that day in the zone; null
 * where the value is neither.
 */
export function readInstant(value: unknown, zone = 'UTC'): number | null {
  return typeof value === 'string' ? instantOf(value, zone) : null;
}
