import type { TranslatedTemplate } from '#content';
import { readGateAndTemplate, type Connection, type TurnRead } from '#database';
import { judge } from '#gate';
import { contentKeyOf, type MessageCommand } from '#journey';
import { carrierOf } from './carriers';
import type { Delivery } from './delivery';
import { gateFactsOf } from './gate-facts';
import { linksOfSend } from './message-links';
import { born, heldBack, stillborn, type PreparedSend } from './prepared-send';
import { renderContent } from './render-content';
import { utmOf } from './utm-of';

/** Judges a message and renders it. */
export async function prepareMessage(
  delivery: Delivery,
  connection: Connection,
  command: MessageCommand,
  read: TurnRead,
  now: number,
): Promise<PreparedSend> {
  const { workspaceId, profileId } = read;
  const { sendId, template, content: own, topic, channel, class: kind, to } = command;
  const sender = command.from?.email ?? read.workspace.from.email;
  const carrier = carrierOf(delivery, { workspaceId, channel, sender });
  const unborn = { workspaceId, command, carrier, template, topic, class: kind, address: to ?? '' };
  const { address } = unborn;
  const seals = delivery.links.sealsOf(workspaceId, address);
  const intended = { workspaceId, profileId, topic, channel, address, seals, sendId };
  const { facts, compiled } = await readGateAndTemplate(
    connection,
    intended,
    own ? contentKeyOf(own) : template,
  );
  const verdict = judge(
    { class: kind, topic, address: to },
    { ...gateFactsOf(facts, intended, now), enrollmentActive: read.state === 'active' },
  );
  if (verdict.kind === 'refused')
    return stillborn(unborn, 'REFUSED', { code: verdict.reason, because: verdict.because });
  const rendered = await renderContent(
    delivery.renderer,
    compiled as unknown as TranslatedTemplate | null,
    read.workspace,
    command,
    linksOfSend(delivery.links, workspaceId, sendId),
  );
  if ('code' in rendered)
    return stillborn(unborn, 'FAILED', { code: rendered.code, because: rendered.sentence });
  const content = { ...rendered, utm: utmOf(read.workspace, read.journeyKey, command) };
  if (verdict.kind === 'held') return heldBack(unborn, content, verdict);
  return born(delivery, unborn, content, { now, reserves: kind === 'marketing' && facts.past !== null });
}
