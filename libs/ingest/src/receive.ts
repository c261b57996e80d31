import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import type { Intake } from './intake';
import { takeEvents, type Caller } from './take-events';

/** A call of Segment's protocol, parsed. */
export interface ReceivedCall {
  readonly kind: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'batch' | 'import';
  readonly body: JsonObject;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Events of one call at most. */
const MOST_EVENTS = 2_500;

/**
 * Takes a call of Segment's protocol. When this returns, every event of it is committed, or kept in the event debugger
 * with the reason why it was not taken: a 4xx for one event would make clients drop, or crash on, the whole call.
 * @param messageId of the one event, or the beginning of those of many, where the events name none
 * @throws UserError 400 `invalid-batch` where a batch has no list of events
 */
export async function receive(
  intake: Intake,
  caller: Caller,
  call: ReceivedCall,
  messageId: string | null = null,
): Promise<void> {
  const { context } = call.body;
  const isBatch = call.kind === 'batch' || call.kind === 'import';
  const arrival = {
    sentAt: call.body['sentAt'],
    context: isBatch && isObject(context) ? context : null,
    imported: call.kind === 'import',
    receivedAt: call.receivedAt,
  };
  await takeEvents(intake, caller, rawEventsOf(call), { ...arrival, messageId });
}

function rawEventsOf(call: ReceivedCall): readonly unknown[] {
  const { batch, ...single } = call.body;
  if (call.kind !== 'batch' && call.kind !== 'import') return [withoutKey({ ...single, type: call.kind })];
  return requireEvents('batch', batch, MOST_EVENTS).map((raw) => (isObject(raw) ? withoutKey(raw) : raw));
}

/** The key that came in the body must not be kept with the event. */
function withoutKey({ writeKey: _, ...event }: JsonObject): JsonObject {
  return event;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The list of events of a body.
 * @param name the member under which the list stands
 * @throws UserError 400 `invalid-batch`, 413 `batch-too-long`
 */
export function requireEvents(name: string, list: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(list)) {
    throw new UserError({
      status: 400,
      code: 'invalid-batch',
      detail: `A call of this route has a list of events under "${name}".`,
      hint: `Send { "${name}": [ { "type": "track", ... } ] }.`,
      errors: [{ path: `/${name}`, code: 'invalid-batch', message: 'is a list' }],
    });
  }
  if (list.length <= most) return list;
  throw new UserError({
    status: 413,
    code: 'batch-too-long',
    detail: `A call of this route has at most ${most} events.`,
    hint: 'Make several calls.',
  });
}
