import { randomUUID } from 'node:crypto';
import type { Stack } from '../e2e/stack';

const mail = { kind: 'email', template: 'cart', topic: 'offers', next: null };
/** Long enough that everybody comes to rest in it on a busy machine. */
const coolDown = { kind: 'wait', for: '5s', next: 'mail' };
const look = {
  kind: 'branch',
  paths: [{ name: 'rich', if: { field: 'event.total', op: 'gt', value: 1_000 }, next: null }],
  otherwise: 'cool-down',
};

/** `always`: an event that worked twice would be seen as two enrollments. */
const rules = { entry: { again: 'always' }, exit: [{ event: 'Order Completed', reason: 'bought' }] };

/** What people are brought into, each by an event of its own, and each with one mail at its end. */
export const journeys = [
  { key: 'at-once', trigger: { event: 'Cart Updated' }, start: 'mail', steps: { mail } },
  /** Its wait is a start that Temporal delays. */
  {
    key: 'leading-wait',
    trigger: { event: 'Cart Left' },
    start: 'cool-down',
    steps: { 'cool-down': coolDown, mail },
  },
  /** Its wait is a timer. */
  {
    key: 'later-wait',
    trigger: { event: 'Cart Seen' },
    start: 'look',
    steps: { look, 'cool-down': coolDown, mail },
  },
  /** Its wait has no end but the event. */
  {
    key: 'endless-wait',
    trigger: { event: 'Cart Kept' },
    start: 'coupon',
    steps: {
      coupon: { kind: 'waitFor', paths: [{ name: 'used', event: 'Coupon Used', next: 'mail' }] },
      mail,
    },
  },
].map((journey) => ({ ...journey, ...rules, name: journey.key }));

export type Trigger = 'Cart Updated' | 'Cart Left' | 'Cart Seen' | 'Cart Kept' | 'Cart Watched';

/** Somebody's client, with one event to send. */
export interface Client {
  readonly userId: string;
  readonly email: string;
  readonly event: Trigger;
  readonly messageId: string;
}

/** Makes people known, and gives each an event to send. */
export async function introduceClients(
  stack: Stack,
  count: number,
  event: Trigger,
  prefix = '',
): Promise<readonly Client[]> {
  const clients = Array.from({ length: count }, (): Client => {
    const userId = `${prefix}${randomUUID()}`;
    return { userId, email: `${userId}@example.com`, event, messageId: randomUUID() };
  });
  const batch = clients.map(({ userId, email }) => ({
    type: 'identify',
    userId,
    traits: { name: userId, email },
  }));
  const { status } = await stack.post('/v1/batch', { batch });
  if (status !== 200) throw new Error(`people could not be introduced: ${status}`);
  return clients;
}

/** Sends its event once. @returns whether that was acknowledged; a broken connection and a 5xx are none */
export function sendOnce(stack: Stack, client: Client): Promise<boolean> {
  return isAcknowledged(stack, '/v1/track', trackedBy(client));
}

/** What its client posts to /v1/track. */
export function trackedBy({ userId, event, messageId }: Client): object {
  return { userId, event, messageId, properties: { total: 12, items: [{ name: 'Cup' }] } };
}

async function isAcknowledged(stack: Stack, route: string, body: object): Promise<boolean> {
  try {
    return (await stack.post(route, body)).status === 200;
  } catch (error) {
    // What `fetch` throws where the connection broke; it is not of Jest's world, so `instanceof` does not know it.
    if ((error as Error).name === 'TypeError') return false;
    throw error;
  }
}

/** Sends everybody's event. @returns those whose event was not acknowledged */
export async function sendAll(stack: Stack, clients: readonly Client[]): Promise<readonly Client[]> {
  const acknowledged = await Promise.all(clients.map((client) => sendOnce(stack, client)));
  return clients.filter((_, index) => !acknowledged[index]);
}

/** Sends everybody's event, which must be acknowledged. */
export async function acknowledged(stack: Stack, clients: readonly Client[]): Promise<void> {
  const refused = await sendAll(stack, clients);
  if (refused.length > 0) throw new Error(`${refused.length} events were not acknowledged`);
}
