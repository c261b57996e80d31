import { takeOverdue } from '#database';
import type { Engine } from './engine';

/** After so many pokes in vain, some six minutes, its workflow is taken to hear nothing any more. */
const IN_VAIN = 5;

/**
 * Pokes active enrollments that should have moved by now: the repair for a crash between commit and poke, for Temporal
 * away or put back to an earlier state, for a workflow ended by hand.
 * @param most how many to take at once
 * @param overdueBy how long they must have been due (ms): so long has everybody else to move them first
 * @returns how many were poked
 */
export async function sweepOverdue(engine: Engine, most: number, overdueBy: number): Promise<number> {
  const overdue = await takeOverdue(engine.database, most, overdueBy);
  engine.poke(overdue.map(({ pokes, ...one }) => ({ ...one, begin: null, anew: pokes > IN_VAIN })));
  return overdue.length;
}
