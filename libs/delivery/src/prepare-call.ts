import type { JsonObject } from '#conditions';
import { readGateFacts, type Connection, type TurnRead } from '#database';
import { judge } from '#gate';
import type { CallCommand } from '#journey';
import type { Delivery } from './delivery';
import { gateFactsOf } from './gate-facts';
import { born, stillborn, type PreparedSend } from './prepared-send';

/** Judges a call of an endpoint. Nobody consents to one; but of an erased person, nothing is told any more. */
export async function prepareCall(
  delivery: Delivery,
  connection: Connection,
  command: CallCommand,
  read: TurnRead,
  now: number,
): Promise<PreparedSend> {
  const { workspaceId, profileId } = read;
  const { sendId, channel, origin: address, request } = command;
  const unborn = {
    ...{ workspaceId, command, template: null, topic: null, class: 'call', address },
    carrier: delivery.webhooks,
  };
  const intended = { workspaceId, profileId, topic: null, channel, address, seals: [], sendId };
  const facts = await readGateFacts(connection, intended);
  const verdict = judge(
    { class: 'call', topic: null, address },
    { ...gateFactsOf(facts, intended, now), enrollmentActive: read.state === 'active' },
  );
  if (verdict.kind === 'refused')
    return stillborn(unborn, 'REFUSED', { code: verdict.reason, because: verdict.because });
  return born(delivery, unborn, { request: request as unknown as JsonObject }, { now });
}
