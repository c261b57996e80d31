import { findAudience, readGateFacts, type Connection, type TurnRead } from '#database';
import { judge, type Verdict } from '#gate';
import type { MembershipCommand } from '#journey';
import { ourselves } from '../carriers';
import type { Delivery } from '../delivery';
import { gateFactsOf } from '../gate-facts';
import { settledAtOnce, stillborn, type PreparedSend, type Unborn } from '../prepared-send';

/** Judges a membership: who is to be in, passes the gate with the purpose of ads; out may everybody be. */
export async function prepareMembership(
  delivery: Delivery,
  connection: Connection,
  command: MembershipCommand,
  read: TurnRead,
  now: number,
): Promise<PreparedSend> {
  const { workspaceId } = read;
  const audience = await findAudience(connection, workspaceId, command.audience);
  const topic = audience?.topic ?? null;
  const unborn: Unborn = {
    ...{
      workspaceId,
      command,
      template: null,
      topic,
      class: 'ads',
      carrier: ourselves,
      address: command.email ?? '',
    },
  };
  if (!audience) {
    const because = `there is no audience '${command.audience}' any more`;
    return stillborn(unborn, 'FAILED', { code: 'unknown-audience', because });
  }
  const verdict = await judgeMembership(delivery, connection, command, topic, read, now);
  if (verdict.kind === 'refused')
    return stillborn(unborn, 'REFUSED', { code: verdict.reason, because: verdict.because });
  const because = `by ${read.journeyKey}, step ${command.step}`;
  return settledAtOnce(unborn, {
    ...{ audience: audience.key, state: command.do === 'add' ? 'in' : 'out', because },
  });
}

async function judgeMembership(
  { links }: Delivery,
  connection: Connection,
  { sendId, email, do: change }: MembershipCommand,
  topic: string | null,
  { workspaceId, profileId, state }: TurnRead,
  now: number,
): Promise<Verdict> {
  if (change === 'remove') return { kind: 'allowed' };
  const address = email ?? '';
  const seals = links.sealsOf(workspaceId, address);
  const intended = { workspaceId, profileId, topic, channel: 'email', address, seals, sendId };
  const facts = await readGateFacts(connection, intended);
  return judge(
    { class: 'ads', topic, address: email },
    { ...gateFactsOf(facts, intended, now), enrollmentActive: state === 'active' },
  );
}
