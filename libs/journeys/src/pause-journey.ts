import { changeJourneyState, type Database, type StoredJourney } from '#database';
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
  return change(database, workspaceId, key, ['running'], 'paused');
}

/**
 * Lets a paused journey go on: people enter again, and what has become due meanwhile moves.
 * @throws UserError 404 `journey-not-found`; 409 `journey-not-paused`
 */
export async function resumeJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredJourney> {
  return change(database, workspaceId, key, ['paused'], 'running');
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
  return change(database, workspaceId, key, ['running', 'paused'], 'stopped');
}

async function change(
  database: Database,
  workspaceId: string,
  key: string,
  from: readonly ['running' | 'paused', ...('running' | 'paused')[]],
  to: 'running' | 'paused' | 'stopped',
): Promise<StoredJourney> {
  const journey = await findJourney(database, workspaceId, key);
  const changed = journey.state === to || (await changeJourneyState(database, journey.id, { from, to }));
  if (changed) return findJourney(database, workspaceId, key);
  throw new UserError({
    status: 409,
    code: `journey-not-${from[0]}`,
    detail: `Journey '${key}' is ${journey.state === 'draft' ? 'not published' : journey.state}, not ${from.join(' or ')}.`,
    hint: journey.state === 'draft' ? 'Publish it first.' : 'Ask GET /v1/journeys/:key for its state.',
  });
}
