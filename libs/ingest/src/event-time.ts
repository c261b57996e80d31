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
  const sent = sentAt === undefined || sentAt === null ? null : readTime(sentAt);
  const corrected = sent === null ? at : receivedAt - (sent - at);
  return { kind: 'instant', at: Math.min(Math.max(corrected, OLDEST), receivedAt) };
}

/** An RFC 3339 or ISO 8601 date, or epoch milliseconds. */
function readTime(value: unknown): number | null {
  if (typeof value === 'number') return value >= OLDEST && value < NEWEST ? Math.trunc(value) : null;
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < OLDEST || at >= NEWEST ? null : at;
}
