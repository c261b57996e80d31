import { finishErasure, forgetSome, listUnfinishedErasures } from '#database';
import type { Engine } from './engine';

/** Rows of a table that are forgotten in one transaction at most. */
const FORGET_MOST = 1_000;

/** Forgets all that is kept of an erased profile. @returns whether nothing can come after */
export async function forgetPerson(
  { database: { pool } }: Engine,
  profileId: string,
  now: number,
): Promise<boolean> {
  while (await forgetSome(pool, profileId, FORGET_MOST));
  return finishErasure(pool, profileId, now);
}

/**
 * Goes on with erasures that are not finished: that were broken off, or that wait for a message on its way.
 * @returns how many it finished
 */
export async function sweepErasures(engine: Engine, most: number, now: number): Promise<number> {
  let finished = 0;
  for (const profileId of await listUnfinishedErasures(engine.database.pool, most))
    if (await forgetPerson(engine, profileId, now)) finished += 1;
  return finished;
}
