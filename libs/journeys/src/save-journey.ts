import { saveDraft, type Database, type StoredJourney } from '#database';
import { UserError } from '#faults';
import type { Problem } from '#journey';
import type { Json } from '#conditions';
import { findProblems, requireJourney } from './check-document';

/** A saved draft, and what stands in the way of publishing it. */
export interface SavedJourney {
  readonly journey: StoredJourney;
  readonly problems: readonly Problem[];
}

/**
 * Saves a document as the draft of a journey. Problems of the publish rules do not stop that; they are answered.
 * @throws UserError 422 `not-a-journey`; 422 `key-differs` where the document names another key than the URL
 */
export async function saveJourney(
  database: Database,
  workspaceId: string,
  key: string,
  document: unknown,
): Promise<SavedJourney> {
  const journey = requireJourney(document);
  if (journey.key !== key) {
    throw new UserError({
      status: 422,
      code: 'key-differs',
      detail: `The document's key is '${journey.key}', the URL's is '${key.slice(0, 100)}'.`,
      hint: 'Use the same key in both.',
      errors: [{ path: '/key', code: 'key-differs', message: 'differs from the key in the URL' }],
    });
  }
  const problems = await findProblems(database, workspaceId, journey);
  const saved = await saveDraft(database, workspaceId, {
    key,
    name: journey.name,
    document: document as Json,
  });
  return { journey: saved, problems };
}
