import * as stored from '#database';
import type { Audience, Database } from '#database';
import { UserError } from '#faults';
import { didYouMean } from '#journey';

/**
 * Saves an audience; who is in it without the consent that it takes from now on, is out.
 * @throws UserError 422 `unknown-topic`
 */
export async function saveAudience(
  database: Database,
  workspaceId: string,
  audience: Audience,
  now: number,
): Promise<void> {
  const { topic } = audience;
  if (topic !== null) await requireTopic(database, workspaceId, topic);
  await stored.saveAudience(database, workspaceId, audience, now);
}

async function requireTopic(database: Database, workspaceId: string, topic: string): Promise<void> {
  const { topics } = await stored.listReferables(database, workspaceId);
  if (topics.has(topic)) return;
  throw new UserError({
    status: 422,
    code: 'unknown-topic',
    detail: `There is no topic '${topic}' in this workspace.`,
    hint: didYouMean(
      topic,
      topics,
      'List the topics with GET /v1/topics, or save this one with PUT /v1/topics/:key.',
    ),
    errors: [{ path: '/topic', code: 'unknown-topic', message: 'is no topic of this workspace' }],
  });
}
