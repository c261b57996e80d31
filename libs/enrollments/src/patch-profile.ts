import { randomUUID } from 'node:crypto';
import { findProfileId, type ConsentBy, type ConsentChange, type Identifier } from '#database';
import type { JsonObject } from '#conditions';
import { profilePatched } from '#journey';
import { readProfile } from '#profiles';
import { changeConsent, requireTopics } from './change-consent';
import type { Engine } from './engine';
import type { Incoming, Recorded } from './incoming';
import { record } from './record';

/** What is to change of a profile. */
export interface ProfilePatch {
  /** By RFC 7396; null = nothing. */
  readonly attributes: JsonObject | null;
  readonly consent: readonly ConsentChange[];
  /** The key that asks for it. */
  readonly keyId: string;
}

type RecordOne = (event: Incoming) => Promise<Recorded | undefined>;

/**
 * Patches a person: attributes by RFC 7396, and consent. Attributes go through `record` like any event, so that what
 * waits for a change of the profile hears of it; consent is changed after them, in a transaction of its own.
 * @param now epoch ms, whenever it is asked
 * @param recordOne records the event that the patch is: as the intake does, among others; left out: by itself
 * @param ref the userId, whose person is made where there is none; or `id:` and a profile's id
 * @returns the profile's id
 * @throws UserError 404 `profile-not-found` where `ref` names a profile by id that does not exist; 422 `unknown-topic`,
 *   and then nothing is changed
 */
export async function patchProfile(
  engine: Engine,
  workspaceId: string,
  ref: string,
  { attributes, consent, keyId }: ProfilePatch,
  now: () => number,
  recordOne: RecordOne = async (event) => (await record(engine, workspaceId, [event], now()))[0],
): Promise<string> {
  await requireTopics(engine, workspaceId, consent);
  const person = await findPerson(engine, workspaceId, ref);
  const profileId =
    attributes === null && person.id !== null
      ? person.id
      : await patchAttributes(person, attributes ?? {}, now(), recordOne);
  const by: ConsentBy = { source: 'api', actor: keyId, textVersion: null };
  if (consent.length > 0) await changeConsent(engine, workspaceId, profileId, consent, by, now());
  return profileId;
}

/** Who a reference names, and a name by which `record` finds them. A userId may name nobody yet. */
interface Named {
  readonly id: string | null;
  readonly name: Identifier;
}

async function findPerson(engine: Engine, workspaceId: string, ref: string): Promise<Named> {
  if (!ref.startsWith('id:')) {
    const id = await findProfileId(engine.database, workspaceId, 'userId', ref);
    return { id, name: { kind: 'userId', value: ref } };
  }
  const { id, identifiers } = await readProfile(engine.database, workspaceId, ref);
  const [name] = identifiers;
  if (!name) throw new Error(`profile ${id} has no name`);
  return { id, name };
}

async function patchAttributes(
  { name }: Named,
  attributes: JsonObject,
  now: number,
  recordOne: RecordOne,
): Promise<string> {
  const patch = { ...profilePatched(attributes), type: 'patch', context: null } as const;
  const isUser = name.kind === 'userId';
  const named = { userId: isUser ? name.value : null, identifiers: isUser ? [] : [name] };
  const event = { ...patch, ...named, anonymousId: null, messageId: randomUUID(), timestamp: now };
  return (await recordOne(event))?.profileId ?? '';
}
