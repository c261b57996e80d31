import type { ContentShelf } from '#content';
import { saveDraft, type StoredJourney } from '#database';
import type { Problem } from '#journey';
import type { Json } from '#conditions';
import { findProblems, requireJourneyOf } from './check-document';

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
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  document: unknown,
): Promise<SavedJourney> {
  const journey = requireJourneyOf(key, document);
  const problems = await findProblems(shelf, workspaceId, journey);
  const saved = await saveDraft(shelf.database, workspaceId, {
    key,
    name: journey.name,
    document: document as Json,
  });
  return { journey: saved, problems };
}
