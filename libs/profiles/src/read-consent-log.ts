import { listConsentLog, type ConsentEntry, type Database } from '#database';
import { readProfile } from './read-profile';

/**
 * What a person agreed to and when, by what and under which text; the newest first.
 * @param ref the userId, or `id:` and the profile's id
 * @throws UserError 404 `profile-not-found`
 */
export async function readConsentLog(
  database: Database,
  workspaceId: string,
  ref: string,
  page: Parameters<typeof listConsentLog>[3],
): Promise<readonly ConsentEntry[]> {
  const { id } = await readProfile(database, workspaceId, ref);
  return listConsentLog(database.pool, workspaceId, id, page);
}
