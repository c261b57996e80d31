import { randomUUID } from 'node:crypto';
import type { Message, Posted, Provider } from '#delivery';

/** What a scripted provider does with one message. */
export type Act =
  | 'takes-it'
  | 'rejects-it'
  /** Surely not taken. */
  | 'is-away'
  /** Taken, but the answer is lost. */
  | 'takes-it-and-breaks-off';

/** A provider that does as it is told, post by post, and takes what comes after. */
export interface ScriptedProvider extends Provider {
  /** Everything it has taken, once for each time it was given. */
  readonly taken: readonly Message[];
  /** How often it was asked. */
  readonly asked: () => number;
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
        case 'takes-it-and-breaks-off':
          take(message);
          throw new Error('socket hang up');
      }
    },
  };
}
