import { addDuration, parseDuration } from '#conditions';
import { changeJourneyState, resumePaused, type Database, type StoredJourney } from '#database';
import { UserError } from '#faults';
import { findJourney } from './find-journey';

/**
 * Holds a journey: nobody enters (it is noted who would have), nobody moves, nothing is sent. Clocks run on.
 * @throws UserError 404 `journey-not-found`; 409 `journey-not-running`
 */
export async function pauseJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredJourney> {
  return change(database, workspaceId, key, { from: ['running'], to: 'paused' });
}

/**
 * Lets a paused journey go on. People enter again at once; who has become due meanwhile is let go by the worker, at the
 * workspace's rate. One that runs already goes on as it does.
 * @param skipOverdueBy a duration: who has been overdue for longer is taken out instead
 * @throws UserError 404 `journey-not-found`; 409 `journey-not-paused`
 */
export async function resumeJourney(
  database: Database,
  workspaceId: string,
  key: string,
  { skipOverdueBy, now = Date.now() }: { skipOverdueBy?: string | undefined; now?: number } = {},
): Promise<StoredJourney> {
  const length = skipOverdueBy === undefined ? null : parseDuration(skipOverdueBy);
  const skipBefore = length && now - (addDuration(now, length, 'UTC') - now);
  return change(database, workspaceId, key, { from: ['paused'], to: 'running' }, (id) =>
    resumePaused(database, id, { skipBefore, now }),
  );
}

/**
 * Ends a journey: nobody enters any more, nothing is sent, and everybody who is inside is taken out within moments.
 * Publishing it again opens it anew.
 * @throws UserError 404 `journey-not-found`; 409 `journey-not-running`
 */
export async function stopJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredJourney> {
  return change(database, workspaceId, key, { from: ['running', 'paused'], to: 'stopped' });
}

interface Change {
  readonly from: readonly ['running' | 'paused', ...('running' | 'paused')[]];
  readonly to: 'running' | 'paused' | 'stopped';
}

async function change(
  database: Database,
  workspaceId: string,
  key: string,
  { from, to }: Change,
  write = (id: string): Promise<boolean> => changeJourneyState(database, id, { from, to }),
): Promise<StoredJourney> {
  const journey = await findJourney(database, workspaceId, key);
  const changed = journey.state === to || (await write(journey.id));
  if (changed) return findJourney(database, workspaceId, key);
  throw new UserError({
    status: 409,
    code: `journey-not-${from[0]}`,
    detail: `Journey '${key}' is ${journey.state === 'draft' ? 'not published' : journey.state}, not ${from.join(' or ')}.`,
    hint: journey.state === 'draft' ? 'Publish it first.' : 'Ask GET /v1/journeys/:key for its state.',
  });
}
