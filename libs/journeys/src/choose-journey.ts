import { findVersion, type Database } from '#database';
import type { Json } from '#conditions';
import { UserError } from '#faults';
import type { Journey } from '#journey';
import { requireJourney, requireJourneyOf } from './check-document';
import { findJourney } from './find-journey';

/** Which form of a journey is meant: the draft where nothing is said. */
export interface JourneyChoice {
  /** A published version. */
  readonly version?: number | undefined;
  /** A document that is saved nowhere. */
  readonly document?: Json | undefined;
}

/**
 * The journey that is meant, and its version, if it is one.
 * @throws UserError 404 `journey-not-found`, `version-not-found`; 422 `not-a-journey`, `key-differs`
 */
export async function chooseJourney(
  database: Database,
  workspaceId: string,
  key: string,
  { document, version }: JourneyChoice,
): Promise<{ readonly journey: Journey; readonly version: number | null }> {
  if (document !== undefined) return { journey: requireJourneyOf(key, document), version: null };
  const stored = await findJourney(database, workspaceId, key);
  if (version !== undefined) {
    const found = await findVersion(database, stored.id, version);
    if (found) return { journey: requireJourney(found.document), version };
    throw new UserError({
      status: 404,
      code: 'version-not-found',
      detail: `Journey '${key}' has no version ${version}.`,
      hint: 'Versions are numbered from 1 on; leave it out to simulate the draft.',
      errors: [{ path: '/version', code: 'version-not-found', message: 'is no version of the journey' }],
    });
  }
  if (stored.draft === null) throw new Error('a journey without a draft is deleted, and was not found');
  return { journey: requireJourney(stored.draft), version: null };
}
