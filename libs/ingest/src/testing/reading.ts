import type { Incoming } from '#enrollments';
import { readEvent, type Arrival, type EventFault } from '../read-event';

/** When events of specs are received (epoch ms). */
export const RECEIVED = Date.parse('2026-11-22T14:00:00Z');

const arrival: Arrival = {
  receivedAt: RECEIVED,
  sentAt: undefined,
  context: null,
  imported: false,
  sentWith: 'server',
};

/** The event that is read, sent with a server key where nothing else is said. @throws Error where it is refused */
export function taken(raw: unknown, how: Partial<Arrival> = {}): Incoming {
  const reading = readEvent(raw, { ...arrival, ...how });
  if (reading.kind === 'fault') throw new Error(`${reading.path}: ${reading.reason}`);
  return reading.event;
}

/** Why an event is refused; null where it is taken. */
export function refused(
  raw: unknown,
  how: Partial<Arrival> = {},
): Pick<EventFault, 'code' | 'path' | 'reason'> | null {
  const reading = readEvent(raw, { ...arrival, ...how });
  return reading.kind === 'fault' ? { code: reading.code, path: reading.path, reason: reading.reason } : null;
}
