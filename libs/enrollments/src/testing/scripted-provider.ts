import { randomUUID } from 'node:crypto';
import type { Message, Posted, Provider } from '#delivery';

/** What a scripted provider does with one message. */
export const ACTS = [
  'takes-it',
  'rejects-it',
  /** Surely not taken. */
  'is-away',
  /** Surely not taken, and not to be asked by anybody for an hour. */
  'is-away-for-a-while',
  /** Nobody knows; not taken. */
  'breaks-off',
  /** Taken, but the answer is lost. */
  'takes-it-and-breaks-off',
] as const;

export type Act = (typeof ACTS)[number];

/** A provider that does as it is told, post by post, and takes what comes after. */
export interface ScriptedProvider extends Provider {
  /** Everything it has taken, once for each time it was given. */
  readonly taken: readonly Message[];
  /** How often it was asked. */
  readonly asked: () => number;
  /** From now on it takes whatever comes. */
  takeAll(): void;
}

/** @param dedupes whether it recognises a send that is put again, as a mailbox does; most providers do not */
export function scriptProvider({
  acts = [],
  dedupes,
}: {
  acts?: readonly Act[];
  dedupes: boolean;
}): ScriptedProvider {
  const script = [...acts];
  const taken: Message[] = [];
  let asked = 0;
  const take = (message: Message): Posted => {
    const known = taken.some((one) => one.sendId === message.sendId);
    if (!dedupes || !known) taken.push(message);
    return { kind: 'accepted', providerId: randomUUID() };
  };
  return {
    name: dedupes ? 'knowing' : 'forgetful',
    dedupes,
    taken,
    asked: () => asked,
    takeAll: () => void script.splice(0),
    async post(message) {
      asked += 1;
      const act = script.shift() ?? 'takes-it';
      switch (act) {
        case 'takes-it':
          return take(message);
        case 'rejects-it':
          return { kind: 'failed', code: '400', reason: 'the address was rejected' };
        case 'is-away':
          return { kind: 'unsent', reason: 'connection refused', retryAt: null };
        case 'is-away-for-a-while':
          return {
            kind: 'unsent',
            reason: 'too many requests',
            retryAt: Date.now() + 3_600_000,
            pauses: 'key',
          };
        case 'breaks-off':
          throw new Error('socket hang up');
        case 'takes-it-and-breaks-off':
          take(message);
          throw new Error('socket hang up');
      }
    },
  };
}
