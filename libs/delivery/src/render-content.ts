import type { NewContent, TurnWorkspace } from '#database';
import type { JsonObject } from '#conditions';
import type { SendCommand } from '#journey';
import type { CompiledTemplate, Renderer } from '#templates';

/** Why a message cannot be rendered: a stable code, and a sentence. */
export interface Unrendered {
  readonly code: string;
  readonly sentence: string;
}

/** Renders the message that a journey asks for. @param compiled its template; null = there is none any more */
export async function renderContent(
  renderer: Renderer,
  compiled: CompiledTemplate | null,
  workspace: TurnWorkspace,
  command: SendCommand,
): Promise<NewContent | Unrendered> {
  if (!compiled)
    return { code: 'unknown-template', sentence: `there is no template '${command.template}' any more` };
  const rendered = await renderer.render(compiled, contextOf(workspace, command));
  if (rendered.kind === 'failed') return rendered;
  const { from, replyTo } = workspace;
  const sender = {
    name: command.from?.name ?? from.name,
    email: command.from?.email ?? from.email,
    replyTo: command.replyTo ?? replyTo,
  };
  const { subject, html, text } = rendered;
  return { sender, subject, html, text, headers: { 'X-Jornada-Send': command.sendId }, links: [] };
}

/** What the templates of a message may speak of. */
export function contextOf({ key, name, timezone, locale }: TurnWorkspace, command: SendCommand): JsonObject {
  return { ...command.context, workspace: { key, name, timezone, locale }, links: {} };
}
