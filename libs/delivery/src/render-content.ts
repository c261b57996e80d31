import { inLanguageOf, type TranslatedTemplate } from '#content';
import type { NewMessage, TurnWorkspace } from '#database';
import type { JsonObject } from '#conditions';
import type { MessageCommand } from '#journey';
import { chooseLanguage } from '#links';
import type { Renderer } from '#templates';
import { linkMessage } from './link-message';
import type { MessageLinks } from './message-links';
import { unsubscribeFooter } from './unsubscribe-footer';

/** Why a message cannot be rendered: a stable code, and a sentence. */
export interface Unrendered {
  readonly code: string;
  readonly sentence: string;
}

/**
 * Renders the message that a journey asks for, in the language of the person.
 * @param template null = there is none any more
 */
export async function renderContent(
  renderer: Renderer,
  template: TranslatedTemplate | null,
  workspace: TurnWorkspace,
  command: MessageCommand,
  links: MessageLinks,
): Promise<Omit<NewMessage, 'utm'> | Unrendered> {
  if (!template)
    return {
      code: 'unknown-template',
      sentence: `there is no template '${command.template ?? 'of its own'}' any more`,
    };
  const compiled = inLanguageOf(profileOf(command), workspace.locale, template);
  const rendered = await renderer.render(compiled, contextOf(workspace, command, links));
  if (rendered.kind === 'failed') return rendered;
  const { from, replyTo } = workspace;
  const sender = {
    name: command.from?.name ?? from.name,
    email: command.from?.email ?? from.email,
    replyTo: command.replyTo ?? replyTo,
  };
  const isMarketing = command.class === 'marketing';
  const footer = isMarketing ? unsubscribeFooter(languageOf(workspace, command), links) : null;
  const { html, text, targets } = linkMessage(rendered, links, footer);
  const headers = { 'X-Jornada-Send': command.sendId, ...(isMarketing ? oneClick(links.unsubscribe) : {}) };
  return { sender, subject: rendered.subject, html, text, headers, links: targets };
}

/** What the templates of a message may speak of. */
export function contextOf(
  { key, name, timezone, locale }: TurnWorkspace,
  command: MessageCommand,
  { unsubscribe, preferences, view }: MessageLinks,
): JsonObject {
  return {
    ...command.context,
    workspace: { key, name, timezone, locale },
    links: { unsubscribe, preferences, view },
  };
}

function languageOf(workspace: TurnWorkspace, command: MessageCommand): ReturnType<typeof chooseLanguage> {
  return chooseLanguage(profileOf(command), workspace.locale);
}

/** The attributes of the person whom a message is for. */
export function profileOf({ context }: MessageCommand): JsonObject {
  return (context['profile'] ?? {}) as JsonObject;
}

/** RFC 8058: a mail program may offer to unsubscribe, and does so by one POST. */
function oneClick(url: string): { readonly [header: string]: string } {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
