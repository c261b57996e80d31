import { unparkEnrollments, type IncidentFilter } from '#database';
import type { Engine } from './engine';

/** How many are let go on at once: they all call the same providers. */
const MOST = 500;

/**
 * Lets parked enrollments try again, those that have stood still the longest first.
 * @returns how many are let go on by this call, and whether that was all that it may let go on at once: call again then
 */
export async function retryIncidents(
  engine: Engine,
  workspaceId: string,
  filter: Omit<IncidentFilter, 'enrollmentId'>,
): Promise<{ readonly retried: number; readonly again: boolean }> {
  const many = { now: Date.now(), most: MOST };
  const wanted = { enrollmentId: null, ...filter };
  const unparked = await unparkEnrollments(engine.database, workspaceId, wanted, many);
  engine.poke(unparked.map((run) => ({ workspaceId, ...run, begin: null })));
  return { retried: unparked.length, again: unparked.length === MOST };
}
