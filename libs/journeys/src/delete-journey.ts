import { deleteJourney as deleteEmptied, type Database } from '#database';
import { UserError } from '#faults';
import { findJourney } from './find-journey';

/**
 * Deletes a journey that nobody is in. Its versions and what happened in it are kept; saving a draft under its key brings
 * it back, stopped.
 * @throws UserError 404 `journey-not-found`; 409 `journey-has-people`, telling how many
 */
export async function deleteJourney(database: Database, workspaceId: string, key: string): Promise<void> {
  const { id } = await findJourney(database, workspaceId, key);
  const people = await deleteEmptied(database, workspaceId, id);
  if (people === 0) return;
  throw new UserError({
    status: 409,
    code: 'journey-has-people',
    detail: `${people} ${people === 1 ? 'person is' : 'people are'} in journey '${key}'.`,
    hint: 'Take them out with POST /v1/journeys/:key/stop, and delete it when they have left.',
    more: { people },
  });
}
