import { randomUUID } from 'node:crypto';
import { readGateAndTemplate, type Connection, type NewSend, type TurnRead } from '#database';
import { judge } from '#gate';
import type { SendCommand } from '#journey';
import { hasPermit, leaseOf, type Delivery } from './delivery';
import { gateFactsOf } from './gate-facts';
import { linksOfSend } from './message-links';
import { renderContent } from './render-content';
import type { TranslatedTemplate } from './template-locale';

/** A send as the turn that asked for it will create it: born claimed, planned, held, refused or failed. */
export interface PreparedSend {
  readonly send: NewSend;
  /** Why it will not leave, or not yet, in words; null = it may. */
  readonly because: string | null;
  /** Whether it takes a place under the caps: then no other send of the person may be judged on what was before. */
  readonly reserves: boolean;
}

type Birth = Pick<NewSend, 'state' | 'attempt' | 'nonce' | 'leaseUntil' | 'heldUntil'>;

const UNCLAIMED = { attempt: 0, nonce: null, leaseUntil: null } as const;

/**
 * Judges a send and renders it. What the gate reads bumps the profile's version when it changes, so the turn's
 * conditional write is refused if any of it has changed since: the judgement holds when the send is claimed.
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
  const address = command.to;
  const intended = {
    workspaceId: read.workspaceId,
    profileId: read.profileId,
    topic: command.topic,
    channel: command.channel,
    address: address ?? '',
    sendId: command.sendId,
  };
  const { facts, compiled } = await readGateAndTemplate(connection, intended, command.template);
  const verdict = judge(
    { class: command.class, topic: command.topic, address },
    { ...gateFactsOf(facts, intended, now), enrollmentActive: read.state === 'active' },
  );
  if (verdict.kind === 'refused')
    return unsent(delivery, command, 'REFUSED', verdict.reason, verdict.because);
  const content = await renderContent(
    delivery.renderer,
    compiled as unknown as TranslatedTemplate | null,
    read.workspace,
    command,
    linksOfSend(delivery.links, read.workspaceId, command.sendId),
  );
  if ('code' in content) return unsent(delivery, command, 'FAILED', content.code, content.sentence);
  return {
    send: {
      ...basics(delivery, command),
      ...(verdict.kind === 'held' ? heldBack(verdict.until) : birthOf(delivery, read.workspaceId, now)),
      ...{ reason: null, because: null, code: null, content },
    },
    because: verdict.kind === 'held' ? verdict.because : null,
    reserves: command.class === 'marketing' && facts.past !== null,
  };
}

/** Claimed by the turn itself, so that it leaves at once; or planned, to be delivered, where its provider is busy. */
function birthOf(delivery: Delivery, workspaceId: string, now: number): Birth {
  if (!hasPermit(delivery, workspaceId)) return { ...UNCLAIMED, state: 'PLANNED', heldUntil: null };
  const leaseUntil = now + leaseOf(delivery);
  return { state: 'CLAIMED', attempt: 1, nonce: randomUUID(), leaseUntil, heldUntil: null };
}

function heldBack(until: number): Birth {
  return { ...UNCLAIMED, state: 'HELD', heldUntil: until };
}

function unsent(
  delivery: Delivery,
  command: SendCommand,
  state: 'REFUSED' | 'FAILED',
  code: string,
  because: string,
): PreparedSend {
  const send = {
    ...basics(delivery, command),
    ...UNCLAIMED,
    ...{ state, heldUntil: null },
    reason: state === 'REFUSED' ? code : because,
    because,
    code,
    content: null,
  };
  return { send, because, reserves: false };
}

function basics(
  delivery: Delivery,
  command: SendCommand,
): Omit<NewSend, keyof Birth | 'reason' | 'because' | 'code' | 'content'> {
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
  };
}
