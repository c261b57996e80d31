import type { Connection, TurnRead } from '#database';
import { prepareSend, type Delivery, type PreparedSend } from '#delivery';
import type { Command } from '#journey';
import type { Incoming } from './incoming';

/** What a command adds to the turn that asks for it. */
export interface Carried {
  /** A send, born with the turn. */
  readonly prepared: PreparedSend | null;
  /** What is recorded about the person in the transaction of the turn, once it is written. */
  readonly event: Incoming | null;
  /** When somebody must look again (epoch ms); null = when the interpreter says. */
  readonly lookAt: number | null;
}

/** From where a command is carried out. */
export interface Ground {
  readonly delivery: Delivery;
  /** What is read, is read on it: the turn may be inside a transaction. */
  readonly connection: Connection;
  readonly read: TurnRead;
  readonly now: number;
}

type Host<C> = (command: C, ground: Ground) => Carried | Promise<Carried>;

const NOTHING: Carried = { prepared: null, event: null, lookAt: null };

/** How each kind of command is carried out: all that a new one adds here is its entry. */
const hosts: { readonly [K in Command['kind']]: Host<Extract<Command, { kind: K }>> } = {
  send: async (command, { delivery, connection, read, now }) => {
    const prepared = await prepareSend(delivery, connection, command, read, now);
    const { leaseUntil, heldUntil } = prepared.send;
    // While a send is claimed, when its lease is over; what is settled already is looked at at once.
    return { ...NOTHING, prepared, lookAt: leaseUntil ?? heldUntil ?? now };
  },

  record: ({ messageId, type, name, properties, traits, call, depth, ...from }, { read, now }) => ({
    ...NOTHING,
    lookAt: now,
    event: {
      ...{ messageId, type, name, properties, traits, depth, timestamp: now, source: 'journey' },
      context: { journey: from.journey, enrollmentId: read.enrollmentId, step: from.step },
      // Whose it is, is known by the profile.
      ...{ userId: null, anonymousId: null },
      ...(call && { call }),
    },
  }),
};

/** What the commands of a turn come to, before anything is written; a turn asks for one thing at most. */
export async function carryOut(commands: readonly Command[], ground: Ground): Promise<Carried> {
  const [command, ...more] = commands;
  if (more.length > 0) throw new Error('a turn asks for one thing at most');
  if (!command) return NOTHING;
  // A command and the host under its own kind always fit; TypeScript cannot see that through the union.
  return (hosts[command.kind] as Host<Command>)(command, ground);
}
