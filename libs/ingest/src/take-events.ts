import { addRejectedEvents } from '#database';
import { meters } from '#telemetry';
import type { Intake } from './intake';
import { noteUnjoined } from './note-unjoined';
import { readEvent, type Arrival, type EventFault, type EventReading } from './read-event';
import type { LeftOut } from './read-traits';
import type { Taken } from './taken';

/** Who calls. */
export interface Caller {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly kind: 'secret' | 'server' | 'browser';
}

/** How many events came together. */
export interface Batch extends Omit<Arrival, 'sentWith'> {
  /** The messageId of the one event, or the beginning of those of many, where the events name none; null = made up. */
  readonly messageId: string | null;
}

/** How much of a rejected event is kept for the debugger (characters). */
const KEPT = 4_000;

/**
 * Reads events and records them together. When this returns, each is committed, or kept in the event debugger with the
 * reason why it was not taken.
 * @returns what became of each, in order
 */
export async function takeEvents(
  intake: Intake,
  caller: Caller,
  raws: readonly unknown[],
  { messageId, ...arrival }: Batch,
): Promise<readonly Taken[]> {
  const readings = raws.map((raw, index) => {
    const named =
      messageId === null ? raw : withMessageId(raw, raws.length === 1 ? messageId : `${messageId}/${index}`);
    return readEvent(named, { ...arrival, sentWith: caller.kind });
  });
  const read = readings.flatMap((reading) => (reading.kind === 'event' ? [reading] : []));
  meters.events.inc({ outcome: 'rejected' }, readings.length - read.length);
  const bytes = read.reduce((sum, one) => sum + one.bytes, 0);
  const outcomes = await intake.take(
    { workspaceId: caller.workspaceId, keyId: caller.keyId, bytes },
    read.map(({ event }) => event),
  );
  let next = 0;
  const taken = readings.map((reading): Taken => {
    if (reading.kind === 'fault') return reading;
    const one = outcomes[next];
    next += 1;
    if (!one) throw new Error('an event was taken without an answer');
    return one;
  });
  const rejected = taken.flatMap((one, index) =>
    [...rejectionsOf(one), ...leftOutOf(readings[index], one)].map((why) => rejectedEvent(raws[index], why)),
  );
  await addRejectedEvents(intake.engine.database, caller.workspaceId, rejected, arrival.receivedAt);
  return taken;
}

/** What of an event was not taken, and why: all of it, attributes that its key may not change, names of somebody else. */
function rejectionsOf(taken: Taken): readonly Omit<EventFault, 'kind'>[] {
  if (taken.kind === 'fault') return [taken];
  const kept = (taken.recorded.kept ?? []).map((name) => ({
    code: 'needs-server-key',
    path: `/traits/${name}`,
    reason: `A browser key cannot change '${name}' of a person who is known: it stays as it was. The rest of the event was taken.`,
    hint: 'Send it from your server, with a server key.',
  }));
  const unjoined = noteUnjoined(taken.recorded);
  return unjoined === null ? kept : [...kept, unjoined];
}

/** What was left out of an event while it was read; told once, however often it comes. */
function leftOutOf(reading: EventReading | undefined, taken: Taken): readonly LeftOut[] {
  const isNew = taken.kind === 'recorded' && taken.recorded.status === 'accepted';
  return isNew && reading?.kind === 'event' ? reading.leftOut : [];
}

/** An event says its own messageId first. */
function withMessageId(raw: unknown, messageId: string): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { messageId, ...raw } : raw;
}

function rejectedEvent(
  raw: unknown,
  { code, path, reason, hint }: Omit<EventFault, 'kind'>,
): Parameters<typeof addRejectedEvents>[2][number] {
  return { code, path, reason, hint, raw: JSON.stringify(raw).slice(0, KEPT) };
}
