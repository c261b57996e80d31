import * as stored from '#database';
import type { Database, TimelineEntry, TimelinePlace } from '#database';
import { readProfile } from './read-profile';

/** What happened to a person, the newest first. @throws UserError 404 `profile-not-found` */
export async function readTimeline(
  database: Database,
  workspaceId: string,
  ref: string,
  page: { readonly after: TimelinePlace | null; readonly limit: number },
): Promise<readonly TimelineEntry[]> {
  const { id } = await readProfile(database, workspaceId, ref);
  return stored.readTimeline(database, workspaceId, id, page);
}
