import { listStoppedEnrollments } from '#database';
import type { Engine } from './engine';
import { endEnrollment } from './exit-enrollment';

/**
 * Takes people out of journeys that were stopped, some at a time: the stop is answered at once, however many they are.
 * @param most how many to take at once
 * @returns how many there were
 */
export async function sweepStopped(engine: Engine, most: number): Promise<number> {
  const left = await listStoppedEnrollments(engine.database, most);
  for (const ref of left) await endEnrollment(engine, ref, 'the journey was stopped', Date.now());
  return left.length;
}
