import {
  inTransaction,
  listReferables,
  lockLiveProfile,
  writeConsents,
  type ConsentBy,
  type ConsentChange,
} from '#database';
import { UserError } from '#faults';
import { didYouMean, pointer } from '#journey';
import type { Engine } from './engine';

/**
 * Changes what a person consents to. It is committed when this answers: under the person's lock, with a row in the
 * consent log for each change and the profile's version bumped, so that no claim after the answer goes against it. What
 * is so already is no change, and is not logged again.
 * @param changes at most one per topic and channel
 * @param now epoch ms
 * @returns what has changed
 * @throws UserError 422 `unknown-topic`, and then nothing is changed; 404 `profile-not-found`
 */
export async function changeConsent(
  engine: Engine,
  workspaceId: string,
  profileId: string,
  changes: readonly ConsentChange[],
  by: ConsentBy,
  now: number,
): Promise<readonly ConsentChange[]> {
  await requireTopics(engine, workspaceId, changes);
  return inTransaction(engine.database, async (tx) => {
    const live = await lockLiveProfile(tx, workspaceId, profileId);
    if (live === null) throw profileNotFound();
    return writeConsents(tx, { workspaceId, profileId: live }, changes, by, now);
  });
}

/** @throws UserError 422 `unknown-topic`, telling each that is none */
export async function requireTopics(
  engine: Engine,
  workspaceId: string,
  changes: readonly ConsentChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const { topics } = await listReferables(engine.database, workspaceId);
  const unknown = changes.filter(({ topic }) => !topics.has(topic));
  const [first] = unknown;
  if (!first) return;
  const otherwise = 'List the topics with GET /v1/topics, or save this one with PUT /v1/topics/:key.';
  throw new UserError({
    status: 422,
    code: 'unknown-topic',
    detail: `There is no topic '${first.topic.slice(0, 100)}' in this workspace.`,
    hint: didYouMean(first.topic, topics, otherwise),
    errors: unknown.map(({ topic }) => ({
      path: pointer(['consent', topic.slice(0, 100)]),
      code: 'unknown-topic',
      message: 'is no topic of this workspace',
    })),
  });
}

function profileNotFound(): UserError {
  return new UserError({
    status: 404,
    code: 'profile-not-found',
    detail: 'There is no such profile in this workspace.',
    hint: 'Name it by userId, or by id:<profile id>.',
  });
}
