import { compileOwn, inLanguageOf, type ContentShelf, type TranslatedTemplate } from '#content';
import { findTemplate, type NewMessage, type TurnWorkspace } from '#database';
import type { MessageCommand } from '#journey';
import { previewLinks } from './message-links';
import { contextOf, profileOf, renderContent, type Unrendered } from './render-content';

/** A message as it would leave. */
export type MessagePreview = Pick<NewMessage, 'sender' | 'subject' | 'html' | 'text'> & {
  /** The line that a mailbox shows after the subject; it stands in the HTML too. */
  readonly preheader: string | null;
};

/** Renders a message that nobody will get, with the template as it is stored now, as `prepareSend` does those that leave. */
export async function previewMessage(
  shelf: ContentShelf,
  workspace: TurnWorkspace & { readonly id: string },
  command: MessageCommand,
): Promise<MessagePreview | Unrendered> {
  const { renderer } = shelf;
  const compiled = await templateOf(shelf, workspace.id, command);
  if (compiled && 'code' in compiled) return compiled;
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

/** What a message is rendered from: its own content need not be kept anywhere yet. */
async function templateOf(
  shelf: ContentShelf,
  workspaceId: string,
  { template, content }: MessageCommand,
): Promise<TranslatedTemplate | Unrendered | null> {
  if (content) {
    const { compiled, problems } = await compileOwn(shelf, workspaceId, content);
    return compiled ?? { code: 'template-error', sentence: problems[0]?.sentence ?? '' };
  }
  const stored = template === null ? null : await findTemplate(shelf.database, workspaceId, template);
  return stored && (stored.compiled as unknown as TranslatedTemplate);
}
