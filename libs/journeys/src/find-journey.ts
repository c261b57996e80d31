import { findJourney as find, listJourneys, type Database, type StoredJourney } from '#database';
import { UserError } from '#faults';

export { listJourneys, type StoredJourney };

/** The journey of a key. @throws UserError 404 `journey-not-found` */
export async function findJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredJourney> {
  const journey = await find(database, workspaceId, key);
  if (journey) return journey;
  throw journeyNotFound(key);
}

/** The answer where there is no such journey, or not in the caller's workspace. */
export function journeyNotFound(key: string): UserError {
  return new UserError({
    status: 404,
    code: 'journey-not-found',
    detail: `There is no journey '${key.slice(0, 100)}' in this workspace.`,
    hint: 'List the journeys with GET /v1/journeys, or save this one with PUT /v1/journeys/:key.',
  });
}
