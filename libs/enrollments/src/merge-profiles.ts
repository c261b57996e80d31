import { randomUUID } from 'node:crypto';
import type { Identifier } from '#database';
import { readProfile } from '#profiles';
import type { Engine } from './engine';
import { PROFILES_MERGED } from './fold-event';
import { record } from './record';

/**
 * Makes two profiles one person, by the word of who holds the secret key. Goes through `record` like an alias, so that
 * all that is said of joining people holds, and what waits for a change of the profile hears of it. Who are one already
 * stay so.
 * @param refs userIds, or `id:` and a profile's id
 * @returns the id of the profile that stays
 * @throws UserError 404 `profile-not-found`
 */
export async function mergeProfiles(
  engine: Engine,
  workspaceId: string,
  refs: readonly [string, string],
  now: number,
): Promise<string> {
  const one = await readProfile(engine.database, workspaceId, refs[0]);
  const other = await readProfile(engine.database, workspaceId, refs[1]);
  if (one.id === other.id) return one.id;
  const [recorded] = await record(
    engine,
    workspaceId,
    [
      {
        ...{ messageId: randomUUID(), type: 'alias', name: PROFILES_MERGED, properties: {}, traits: null },
        ...{ context: null, userId: null, anonymousId: null, timestamp: now, source: 'client' },
        identifiers: [nameOf(one), nameOf(other)],
        sentWith: 'secret',
      },
    ],
    now,
  );
  return recorded?.profileId ?? one.id;
}

/** Everybody has a name: it is by an event with a name that a profile is made. */
function nameOf({ id, identifiers }: { id: string; identifiers: readonly Identifier[] }): Identifier {
  const [name] = identifiers;
  if (!name) throw new Error(`profile ${id} has no name`);
  return name;
}
