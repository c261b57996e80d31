import { addRejectedEvents } from '#database';
import type { JsonObject } from '#conditions';
import { record, type Engine, type Recorded } from '#enrollments';
import { UserError } from '#faults';
import { readEvent, type EventFault } from './read-event';

/** A call of Segment's protocol, parsed. */
export interface ReceivedCall {
  readonly kind: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'batch' | 'import';
  readonly body: JsonObject;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Who calls. */
export interface Caller {
  readonly workspaceId: string;
  readonly kind: 'secret' | 'server' | 'browser';
}

/** Events of one call at most. */
const MOST_EVENTS = 2_500;

/** How much of a rejected event is kept for the debugger (characters). */
const KEPT = 4_000;

/**
 * Takes a call of Segment's protocol. When this returns, every event of it is committed, or kept in the event debugger
 * with the reason why it was not taken: a 4xx for one event would make clients drop, or crash on, the whole call.
 * @throws UserError 400 `invalid-batch` where a batch has no list of events
 */
export async function receive(
  engine: Engine,
  caller: Caller,
  call: ReceivedCall,
): Promise<readonly Recorded[]> {
  const raws = rawEventsOf(call);
  const arrival = {
    receivedAt: call.receivedAt,
    sentAt: call.body['sentAt'],
    imported: call.kind === 'import',
    fromBrowser: caller.kind === 'browser',
  };
  const readings = raws.map((raw) => ({ raw, reading: readEvent(raw, arrival) }));
  const events = readings.flatMap(({ reading }) => (reading.kind === 'event' ? [reading.event] : []));
  const faults = readings.flatMap(({ raw, reading }) => (reading.kind === 'fault' ? [{ raw, reading }] : []));
  const recorded = await record(engine, caller.workspaceId, events, call.receivedAt);
  await keepFaults(engine, caller.workspaceId, faults, call.receivedAt);
  return recorded;
}

function rawEventsOf(call: ReceivedCall): readonly unknown[] {
  // The key that came in the body must not be kept with the event.
  const { writeKey: _, batch, ...single } = call.body;
  if (call.kind !== 'batch' && call.kind !== 'import') return [{ ...single, type: call.kind }];
  if (!Array.isArray(batch)) {
    throw new UserError({
      status: 400,
      code: 'invalid-batch',
      detail: 'A batch has a list of events under "batch".',
      hint: 'Send { "batch": [ { "type": "track", ... } ] }.',
      errors: [{ path: '/batch', code: 'invalid-batch', message: 'is a list' }],
    });
  }
  if (batch.length > MOST_EVENTS) {
    throw new UserError({
      status: 413,
      code: 'batch-too-long',
      detail: `A batch has at most ${MOST_EVENTS} events.`,
      hint: 'Send several batches.',
    });
  }
  return batch;
}

async function keepFaults(
  engine: Engine,
  workspaceId: string,
  faults: readonly { readonly raw: unknown; readonly reading: EventFault }[],
  now: number,
): Promise<void> {
  const rows = faults.map(({ raw, reading: { code, path, reason, hint } }) => ({
    code,
    path,
    reason,
    hint,
    raw: JSON.stringify(raw).slice(0, KEPT),
  }));
  await addRejectedEvents(engine.database, workspaceId, rows, now);
}
