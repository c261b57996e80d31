import { readJourneyNumbers, type Database, type JourneyNumbers } from '#database';
import { findJourney } from './find-journey';

export type { JourneyNumbers };

/** What a journey has come to so far, over all its versions. @throws UserError 404 `journey-not-found` */
export async function reportJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<JourneyNumbers> {
  const { id } = await findJourney(database, workspaceId, key);
  return readJourneyNumbers(database, id);
}
