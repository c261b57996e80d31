import { findPublish as find, undoPublish as undo, type Database, type StoredPublish } from '#database';
import { UserError } from '#faults';

/** A publish, and how far it is with its people. @throws UserError 404 `publish-not-found` */
export async function findPublish(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredPublish> {
  const publish = await find(database, workspaceId, id);
  if (publish) return publish;
  throw publishNotFound();
}

/**
 * Takes a publish back: people enter at once what they entered before it, and the worker puts those back whom it has
 * moved and who have not left their new step. Undone twice is undone.
 * @throws UserError 404 `publish-not-found`; 409 `published-since`, `nothing-before`
 */
export async function undoPublish(
  database: Database,
  workspaceId: string,
  id: string,
  keyId: string | null,
): Promise<StoredPublish> {
  const undone = await undo(database, workspaceId, id, { keyId, now: Date.now() });
  switch (undone.kind) {
    case 'undone':
      return findPublish(database, workspaceId, id);
    case 'unknown':
      throw publishNotFound();
    case 'first':
      throw new UserError({
        status: 409,
        code: 'nothing-before',
        detail: 'It was the first version, so there is none that people could enter instead.',
        hint: 'Hold the journey with POST /v1/journeys/:key/pause, or end it with .../stop.',
      });
    case 'published-since':
      throw new UserError({
        status: 409,
        code: 'published-since',
        detail: `People enter version ${undone.version ?? 0} since.`,
        hint: 'Undo the later publish first, or go back with POST /v1/journeys/:key/rollback.',
      });
  }
}

/** The answer where there is no such publish, or not in the caller's workspace. */
export function publishNotFound(): UserError {
  return new UserError({
    status: 404,
    code: 'publish-not-found',
    detail: 'There is no such publish in this workspace.',
    hint: 'The answer of POST /v1/journeys/:key/publish names it as `publishId`.',
  });
}
