import { randomUUID } from 'node:crypto';
import { readGateAndTemplate, type NewSend, type TurnRead } from '#database';
import { judge } from '#gate';
import type { SendCommand } from '#journey';
import type { CompiledTemplate } from '#templates';
import { hasPermit, leaseOf, type Delivery } from './delivery';
import { gateFactsOf } from './gate-facts';
import { linksOfSend } from './message-links';
import { renderContent } from './render-content';

/** A send as the turn that asked for it will create it: born claimed, planned, refused or failed. */
export interface PreparedSend {
  readonly send: NewSend;
  /** Why it will not leave, in words; null = it may. */
  readonly because: string | null;
}

/**
 * Judges a send and renders it. What the gate reads bumps the profile's version when it changes, so the turn's
 * conditional write is refused if any of it has changed since: the judgement holds when the send is claimed.
 */
export async function prepareSend(
  delivery: Delivery,
  command: SendCommand,
  read: TurnRead,
  now: number,
): Promise<PreparedSend> {
  const address = command.to;
  const intended = {
    workspaceId: read.workspaceId,
    profileId: read.profileId,
    topic: command.topic,
    channel: command.channel,
    address: address ?? '',
  };
  const { facts, compiled } = await readGateAndTemplate(delivery.database.pool, intended, command.template);
  const verdict = judge(
    { class: command.class, topic: command.topic, address },
    { ...gateFactsOf(facts), enrollmentActive: read.state === 'active' },
  );
  if (verdict.kind === 'refused')
    return unsent(delivery, command, 'REFUSED', verdict.reason, verdict.because);
  const content = await renderContent(
    delivery.renderer,
    compiled as unknown as CompiledTemplate | null,
    read.workspace,
    command,
    linksOfSend(delivery.links, read.workspaceId, command.sendId),
  );
  if ('code' in content) return unsent(delivery, command, 'FAILED', content.code, content.sentence);
  return {
    send: {
      ...basics(delivery, command),
      ...birthOf(delivery, read.workspaceId, now),
      ...{ reason: null, because: null, code: null, content },
    },
    because: null,
  };
}

/** Claimed by the turn itself, so that it leaves at once; or planned, to be delivered, where its provider is busy. */
function birthOf(
  delivery: Delivery,
  workspaceId: string,
  now: number,
): Pick<NewSend, 'state' | 'attempt' | 'nonce' | 'leaseUntil'> {
  if (!hasPermit(delivery, workspaceId))
    return { state: 'PLANNED', attempt: 0, nonce: null, leaseUntil: null };
  return { state: 'CLAIMED', attempt: 1, nonce: randomUUID(), leaseUntil: now + leaseOf(delivery) };
}

function unsent(
  delivery: Delivery,
  command: SendCommand,
  state: 'REFUSED' | 'FAILED',
  code: string,
  because: string,
): PreparedSend {
  const claim = { state, attempt: 0, nonce: null, leaseUntil: null } as const;
  const send = {
    ...basics(delivery, command),
    ...claim,
    reason: state === 'REFUSED' ? code : because,
    because,
    code,
    content: null,
  };
  return { send, because };
}

function basics(
  delivery: Delivery,
  command: SendCommand,
): Omit<NewSend, 'state' | 'attempt' | 'nonce' | 'leaseUntil' | 'reason' | 'because' | 'code' | 'content'> {
  const { sendId, step, visit, channel, template, topic } = command;
  return {
    id: sendId,
    step,
    visit,
    channel,
    provider: delivery.provider.name,
    template,
    topic,
    class: command.class,
    address: command.to ?? '',
    heldUntil: null,
  };
}
