import type { Connection, TurnRead } from '#database';
import type { SendCommand } from '#journey';
import { prepareMembership } from './audiences/prepare-membership';
import type { Delivery } from './delivery';
import { prepareCall } from './prepare-call';
import { prepareMessage } from './prepare-message';
import type { PreparedSend } from './prepared-send';

/**
 * Judges a send and makes it ready to leave. What the gate reads bumps the profile's version when it changes, so the
 * turn's conditional write is refused if any of it has changed since: the judgement holds when the send is claimed.
 * @param connection who is inside a transaction reads on it: waiting for another connection while holding one lets a
 *   burst of callers wait for one another
 */
export async function prepareSend(
  delivery: Delivery,
  connection: Connection,
  command: SendCommand,
  read: TurnRead,
  now: number,
): Promise<PreparedSend> {
  switch (command.channel) {
    case 'email':
      return prepareMessage(delivery, connection, command, read, now);
    case 'webhook':
      return prepareCall(delivery, connection, command, read, now);
    case 'audience':
      return prepareMembership(delivery, connection, command, read, now);
  }
}
