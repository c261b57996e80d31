import { closePublish, listOpenPublishes, type OpenPublish } from '#database';
import type { Engine } from './engine';
import { movePeople } from './move-people';

/** How many publishes are looked at in one round. */
const MOST_PUBLISHES = 20;

/**
 * Moves people as publishes say, and puts them back as their undoing says: some of each that is open. What is open is
 * found in the database, so any worker goes on where another one was killed.
 * @param most how many people of each to take at once
 * @returns how many people were looked at
 * @throws what went wrong with one of them, after all others had their turn
 */
export async function sweepPublishes(engine: Engine, most: number, now: number): Promise<number> {
  const faults: unknown[] = [];
  let count = 0;
  for (const publish of await listOpenPublishes(engine.database, MOST_PUBLISHES)) {
    try {
      count += await sweepOne(engine, publish, most, now);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return count;
}

async function sweepOne(engine: Engine, publish: OpenPublish, most: number, now: number): Promise<number> {
  const take = { limit: most, now };
  const waiting = await movePeople(engine, publish, 'waiting', take);
  const moved = publish.state === 'undoing' ? await movePeople(engine, publish, 'moved', take) : 0;
  if (waiting + moved === 0) await closePublish(engine.database, publish, now);
  return waiting + moved;
}
