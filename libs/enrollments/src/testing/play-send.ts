import { randomUUID } from 'node:crypto';
import { deliverSend, type Delivery } from '#delivery';
import type { Rested } from '../index';
import { scriptProvider, type Act, type ScriptedProvider } from './scripted-provider';
import { event, type Stage } from './stage';

/** A journey that writes one e-mail, without further ado. */
export const mailAtOnce = {
  key: 'cart',
  trigger: { event: 'Cart Updated' },
  exit: [{ event: 'Order Completed', reason: 'bought' }],
  start: 'mail',
  steps: { mail: { kind: 'email', template: 'cart', topic: 'offers', next: null } },
} as const;

/** One person's send, and those who look after it. */
export interface Play {
  readonly provider: ScriptedProvider;
  readonly delivery: Delivery;
  /** Of the enrollment. */
  readonly id: string;
  readonly profileId: string;
  readonly email: string;
  /** Takes turns, without delivering. */
  turn(now?: number): Promise<Rested>;
  /** What a worker does: takes turns, and delivers what is to be delivered, until the run rests. */
  work(now?: number): Promise<string>;
  send(): Promise<{ id: string; state: string; reason: string | null; attempt: number; provider: string }>;
  exit(): Promise<void>;
}

/**
 * Brings somebody to the mail of `mailAtOnce`, which the stage must have published.
 * @param acts what the provider does, post by post
 * @param more permits, lease
 * @param name of the event that begins it
 */
export async function playSend(
  stage: Stage,
  acts: readonly Act[],
  { dedupes = false, more = {} }: { dedupes?: boolean; more?: Partial<Delivery> } = {},
  name = 'Cart Updated',
): Promise<Play> {
  const userId = `person-${randomUUID()}`;
  const email = `${userId}@example.com`;
  await stage.record({ userId, traits: { email } });
  const [recorded] = await stage.record(event(name, {}, { userId }));
  const { began: [id = ''] = [], profileId = '' } = recorded ?? {};
  const provider = scriptProvider({ acts, dedupes });
  const delivery = { ...stage.delivery, provider, ...more };
  const turn = (now?: number): Promise<Rested> => stage.advance(id, now, delivery);
  const work = async (now?: number): Promise<string> => {
    for (;;) {
      const rest = await turn(now);
      if (rest.kind !== 'deliver') return rest.kind;
      await deliverSend(delivery, stage.workspaceId, rest.sendId);
    }
  };
  return {
    ...{ provider, delivery, id, profileId, email, turn, work },
    send: () => stage.database.prisma.send.findFirstOrThrow({ where: { enrollmentId: id } }),
    exit: async () => void (await stage.record(event('Order Completed', {}, { userId }))),
  };
}
