import { instantOf } from '#conditions';

/** Years an event may claim to be from. */
const OLDEST = Date.UTC(1970, 0, 1);
const NEWEST = Date.UTC(2101, 0, 1);

/** When an event happened, by our clock; or that its timestamp is none. Instants are epoch milliseconds. */
export type EventTime = { readonly kind: 'instant'; readonly at: number } | { readonly kind: 'wrong' };

/**
 * When an event happened. A client's clock may be off: where it says when it sent the event, the time between is taken
 * from its clock and counted back from ours (Segment's rule). An instant in the future is taken as now.
 * @param timestamp as sent; missing = now
 * @param sentAt as sent; missing or unreadable = no correction
 */
export function timeOf(timestamp: unknown, sentAt: unknown, receivedAt: number): EventTime {
  if (timestamp === undefined || timestamp === null) return { kind: 'instant', at: receivedAt };
  const at = readTime(timestamp);
  if (at === null) return { kind: 'wrong' };
  const sent = readTime(sentAt);
  const corrected = sent === null ? at : receivedAt - (sent - at);
  return { kind: 'instant', at: Math.min(Math.max(corrected, OLDEST), receivedAt) };
}

/**
 * The instant that a date names (epoch ms), in the forms that clients write: as `timestamp`, or epoch seconds. Null where
 * it names none between 1970 and 2100.
 */
export function instantNamed(value: unknown): number | null {
  const isSeconds = typeof value === 'number' && value < MOST_SECONDS;
  return readTime(isSeconds ? value * 1_000 : value);
}

/** Numbers below are epoch seconds: as milliseconds they would be of 1970 and 1971, or before. */
const MOST_SECONDS = 50_000_000_000;

/** An ISO 8601 date and time as clients write it; without an offset it is UTC. Or epoch milliseconds. */
function readTime(value: unknown): number | null {
  const at =
    typeof value === 'number' ? Math.trunc(value) : typeof value === 'string' ? readText(value) : null;
  return at !== null && at >= OLDEST && at < NEWEST ? at : null;
}

const FORM = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(?:(Z)|([+-]\d\d):?(\d\d)?)?)?$/i;

/** By RFC 3339, which every client can be brought to; never by the process's own time zone, as `Date.parse` would. */
function readText(text: string): number | null {
  const parts = text.length > 40 ? null : FORM.exec(text);
  if (!parts) return null;
  const [, date = '', minutes = '00:00', seconds = ':00', , hours, rest = '00'] = parts;
  return instantOf(`${date}T${minutes}${seconds}${hours === undefined ? 'Z' : `${hours}:${rest}`}`, 'UTC');
}
