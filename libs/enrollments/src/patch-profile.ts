import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import { readProfile } from '#profiles';
import type { Engine } from './engine';
import { record } from './record';

/**
 * Patches the attributes of a person by RFC 7396. It goes through `record` like any event, so that what waits for a
 * change of the profile hears of it.
 * @param ref the userId, whose person is made where there is none; or `id:` and a profile's id
 * @returns the profile's id
 * @throws UserError 404 `profile-not-found` where `ref` names a profile by id that does not exist
 */
export async function patchProfile(
  engine: Engine,
  workspaceId: string,
  ref: string,
  attributes: JsonObject,
  now: number,
): Promise<string> {
  const person = ref.startsWith('id:')
    ? await nameOf(engine, workspaceId, ref)
    : { userId: ref, anonymousId: null };
  const patch = {
    type: 'patch',
    name: 'Profile Patched',
    properties: {},
    traits: attributes,
    merges: true,
    context: null,
  } as const;
  const event = { ...patch, ...person, messageId: randomUUID(), timestamp: now, source: 'client' } as const;
  const [recorded] = await record(engine, workspaceId, [event], now);
  return recorded?.profileId ?? '';
}

/** A name by which `record` finds a profile that is known by its id. */
async function nameOf(
  engine: Engine,
  workspaceId: string,
  ref: string,
): Promise<{ userId: string | null; anonymousId: string | null }> {
  const { userId, anonymousIds } = await readProfile(engine.database, workspaceId, ref);
  return { userId, anonymousId: userId === null ? (anonymousIds[0] ?? null) : null };
}
