// Places in time for messages of one account, given out one after the other, whichever process asks.
import type { Database } from './database';

/** A place in time, or when to ask for one again; in milliseconds from now. */
export type Place = { readonly kind: 'place' | 'later'; readonly inMs: number };

/** How far ahead places are given out (ms): so long may be waited for one. */
const AHEAD = 1_000;

/**
 * Takes the next place by the database's clock: places of one name lie 1/rate of a second apart. Where all places of the
 * next second are taken, it says when to ask again: at instants that lie as far apart.
 */
export async function takePlace({ pool }: Database, name: string, ratePerSecond: number): Promise<Place> {
  const values = [name, 1 / ratePerSecond];
  const taken = await pool.query<{ inMs: number }>({
    name: 'take-place',
    text: `
      INSERT INTO sending_pace AS p (name, next_at, later_at)
      VALUES ($1, clock_timestamp() + $2 * interval '1 second', clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET next_at = greatest(p.next_at, clock_timestamp()) + $2 * interval '1 second'
       WHERE p.next_at < clock_timestamp() + interval '${AHEAD} milliseconds'
      RETURNING extract(epoch FROM next_at - $2 * interval '1 second' - clock_timestamp())::float8 * 1000 AS "inMs"`,
    values,
  });
  if (taken.rows[0]) return { kind: 'place', inMs: Math.max(0, taken.rows[0].inMs) };
  const later = await pool.query<{ inMs: number }>({
    name: 'come-later',
    text: `
      UPDATE sending_pace p SET later_at = greatest(p.later_at, p.next_at) + $2 * interval '1 second' WHERE name = $1
      RETURNING extract(epoch FROM later_at - clock_timestamp())::float8 * 1000 AS "inMs"`,
    values,
  });
  return { kind: 'later', inMs: Math.max(1_000, later.rows[0]?.inMs ?? 1_000) };
}
