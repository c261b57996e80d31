import { findTemplate, type ContentShelf } from '#content';
import { findWorkspace } from '#database';
import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { sendIdOf } from '#journey';
import { previewMessage, type MessagePreview } from './preview-message';

/** What a template may speak of, besides the workspace and the links: `profile.plan`, `event.total`, ... */
export interface PreviewContext {
  readonly profile: JsonObject;
  /** The properties of the trigger event. */
  readonly event: JsonObject;
  /** Run variables. */
  readonly run: JsonObject;
  /** Outputs of earlier steps, by step. */
  readonly steps: JsonObject;
}

const NO_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Renders a template for somebody, without a journey and without a send.
 * @param letterClass marketing has a way out in it
 * @throws UserError 404 `template-not-found`; 422 `template-error`, `template-timeout`, `template-too-big` where it cannot
 *   be rendered for them
 */
export async function previewTemplate(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  context: PreviewContext,
  letterClass: 'marketing' | 'transactional',
): Promise<MessagePreview> {
  await findTemplate(shelf.database, workspaceId, key);
  const workspace = await findWorkspace(shelf.database, workspaceId);
  if (!workspace) throw new Error('the workspace of a key that was just accepted is gone');
  const preview = await previewMessage(shelf, workspace, {
    ...{ kind: 'send', channel: 'email', sendId: sendIdOf(workspaceId, NO_ID, key, 1), step: key, visit: 1 },
    ...{ template: key, content: null, class: letterClass, topic: null, to: null },
    ...{ from: null, replyTo: null, resendAfter: null },
    context: { ...context },
  });
  if (!('code' in preview)) return preview;
  throw new UserError({
    status: 422,
    code: preview.code,
    detail: preview.sentence,
    hint: 'Mend the template, or give it what it speaks of: with `default`, Liquid says what stands for what is missing.',
  });
}
