import { findTemplate, type NewMessage, type TurnWorkspace } from '#database';
import type { MessageCommand } from '#journey';
import type { ContentShelf } from './content';
import { previewLinks } from './message-links';
import { contextOf, profileOf, renderContent, type Unrendered } from './render-content';
import { inLanguageOf, type TranslatedTemplate } from './template-locale';

/** A message as it would leave. */
export type MessagePreview = Pick<NewMessage, 'sender' | 'subject' | 'html' | 'text'> & {
  /** The line that a mailbox shows after the subject; it stands in the HTML too. */
  readonly preheader: string | null;
};

/** Renders a message that nobody will get, with the template as it is stored now, as `prepareSend` does those that leave. */
export async function previewMessage(
  { database, renderer }: ContentShelf,
  workspace: TurnWorkspace & { readonly id: string },
  command: MessageCommand,
): Promise<MessagePreview | Unrendered> {
  const template = await findTemplate(database, workspace.id, command.template);
  const compiled = template && (template.compiled as unknown as TranslatedTemplate);
  const content = await renderContent(renderer, compiled, workspace, command, previewLinks);
  if ('code' in content) return content;
  const { sender, subject, html, text } = content;
  const line = compiled && inLanguageOf(profileOf(command), workspace.locale, compiled).preheader;
  if (line === null) return { sender, subject, preheader: null, html, text };
  // The preheader alone, rendered as the one line that it is.
  const alone = { subject: line, preheader: null, html: null, text: line };
  const rendered = await renderer.render(alone, contextOf(workspace, command, previewLinks));
  return { sender, subject, preheader: rendered.kind === 'rendered' ? rendered.subject : null, html, text };
}
