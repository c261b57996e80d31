import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '#conditions';
import type { Incoming } from '#enrollments';
import { asSentence, pointer, sayPlainly } from '#journey';
import { eventSchema, MAX_EVENT_BYTES, type SegmentEvent } from './event.schema';
import { timeOf } from './event-time';
import { readIdentifiers } from './read-identifiers';
import { readTraits, type LeftOut } from './read-traits';

/** One event read, what of it is left out, and its bytes as JSON; or what keeps it from being taken. */
export type EventReading =
  | {
      readonly kind: 'event';
      readonly event: Incoming;
      readonly leftOut: readonly LeftOut[];
      readonly bytes: number;
    }
  | EventFault;

/** Why an event was not taken. */
export interface EventFault {
  readonly kind: 'fault';
  readonly code: string;
  /** RFC 6901, within the event. */
  readonly path: string;
  readonly reason: string;
  readonly hint: string;
}

/** How and when an event came. */
export interface Arrival {
  readonly receivedAt: number;
  /** As the whole call said it; an event's own counts first. */
  readonly sentAt: unknown;
  /** What the whole call said of its surroundings, as Go's client does; an event's own counts first. */
  readonly context: JsonObject | null;
  readonly imported: boolean;
  /** The kind of key that it came with. A browser key can be read in a page by anybody. */
  readonly sentWith: NonNullable<Incoming['sentWith']>;
}

/** What is told where nothing better can be said. */
const LOOKS_LIKE = 'An event looks like { "type": "track", "event": "Cart Updated", "userId": "ana-1" }.';

/** Reads one event of Segment's protocol. Never throws. */
export function readEvent(raw: unknown, arrival: Arrival): EventReading {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return fault('not-an-event', '', 'An event is an object.', LOOKS_LIKE);
  }
  const bytes = bytesOf(raw);
  if (bytes === null) return fault('not-an-event', '', 'An event is plain JSON.', LOOKS_LIKE);
  if (bytes > MAX_EVENT_BYTES) {
    const reason = `An event has at most ${MAX_EVENT_BYTES / 1024} KB.`;
    return fault('event-too-big', '', reason, 'Send less with it.');
  }
  const parsed = eventSchema.safeParse(raw, { error: sayPlainly });
  if (parsed.success) return toIncoming(parsed.data, arrival, bytes);
  const [issue] = parsed.error.issues;
  return fault('invalid-event', pointer(issue?.path ?? []), asSentence(issue?.message ?? ''), LOOKS_LIKE);
}

/** The size of an event as JSON; null where it cannot be written as JSON. */
function bytesOf(raw: object): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(raw));
  } catch {
    return null;
  }
}

function toIncoming(event: SegmentEvent, arrival: Arrival, bytes: number): EventReading {
  const userId = event.userId ?? null;
  const anonymousId = event.anonymousId ?? null;
  const context = contextOf(event, arrival);
  const named = readIdentifiers(context, arrival.sentWith);
  if (userId === null && anonymousId === null && named.identifiers.length === 0) {
    return fault('no-person', '', 'An event says who did it: userId or anonymousId.', 'Add "userId".');
  }
  const time = timeOf(event.timestamp, event.sentAt ?? arrival.sentAt, arrival.receivedAt);
  if (time.kind === 'wrong') {
    return fault(
      'invalid-timestamp',
      '/timestamp',
      'The timestamp is no instant between 1970 and 2100.',
      'Use RFC 3339: 2026-11-22T14:03:00Z.',
    );
  }
  const known = event.type === 'identify' ? readTraits(event.traits ?? {}) : null;
  return {
    kind: 'event',
    bytes,
    leftOut: [...named.leftOut, ...(known?.leftOut ?? [])],
    event: {
      messageId: event.messageId ?? randomUUID(),
      type: event.type,
      name: nameOf(event),
      properties: propertiesOf(event),
      traits: known?.traits ?? null,
      context,
      userId,
      anonymousId,
      ...(event.type === 'alias' ? { previousId: event.previousId } : {}),
      ...(named.identifiers.length > 0 ? { identifiers: named.identifiers } : {}),
      timestamp: time.at,
      source: arrival.imported ? 'import' : 'client',
      sentWith: arrival.sentWith,
    },
  };
}

function nameOf(event: SegmentEvent): string {
  switch (event.type) {
    case 'track':
      return event.event;
    case 'identify':
      return 'Identified';
    case 'page':
      return 'Page Viewed';
    case 'screen':
      return 'Screen Viewed';
    case 'group':
      return 'Group Joined';
    case 'alias':
      return 'Aliased';
  }
}

function propertiesOf(event: SegmentEvent): JsonObject {
  switch (event.type) {
    case 'track':
      return event.properties ?? {};
    case 'identify':
      return {};
    case 'alias':
      return { previousId: event.previousId };
    case 'page':
    case 'screen':
      return { ...event.properties, ...present({ name: event.name, category: event.category }) };
    case 'group':
      return { ...event.traits, groupId: event.groupId };
  }
}

function contextOf({ context }: SegmentEvent, { context: shared }: Arrival): JsonObject | null {
  return context && shared ? { ...shared, ...context } : (context ?? shared);
}

function present(fields: { readonly [name: string]: Json | null | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
}

function fault(code: string, path: string, reason: string, hint: string): EventFault {
  return { kind: 'fault', code, path, reason, hint };
}
