import {
  changeRuns,
  eraseProfile,
  findErasure,
  forgetMentions,
  inTransaction,
  leaveAudiences,
  lockLiveProfile,
  readAddressesOf,
  readJoining,
  sealRefusals,
  type ErasedBy,
  type Erasure,
  type Transaction,
} from '#database';
import { UserError } from '#faults';
import type { AddressSeals } from '#links';
import { idOfReference, readProfile } from '#profiles';
import type { Engine } from './engine';
import type { Poke } from './poke';
import { forgetPerson } from './sweep-erasures';
import { unchanged } from './write-changes';

/** The reason of a run whose person was erased. */
const ERASED = 'erased';

/**
 * Erases a person. In one transaction their runs end, what was not sent will not leave, they are out of every audience,
 * and nothing finds them any more; then what is kept of them is forgotten, table by table. What they had refused stays
 * refused for their addresses, of which only seals are kept. Erased twice is erased once.
 * @param ref the userId, or `id:` and a profile's id: their own, or one that was merged into it
 * @param now epoch ms
 * @returns null where there is nobody of that name (any more)
 */
export async function erasePerson(
  engine: Engine,
  seals: AddressSeals,
  workspaceId: string,
  ref: string,
  by: ErasedBy,
  now: number,
): Promise<Erasure | null> {
  const { database } = engine;
  const person = await readProfile(database, workspaceId, ref).catch(ignoreMissing);
  const id = person?.id ?? idOfReference(ref);
  if (id === null) return null;
  if (person) await forgetMentions(database.pool, workspaceId, namesOf(person));
  const pokes = await inTransaction(database, async (tx) => {
    const live = await lockLiveProfile(tx, workspaceId, id);
    return live === null ? [] : eraseLocked(tx, seals, { workspaceId, profileId: live }, by, now);
  });
  engine.poke(pokes);
  const erasure = await findErasure(database.pool, workspaceId, id);
  if (erasure?.finishedAt === null) await forgetPerson(engine, erasure.profileId, now);
  return erasure;
}

async function eraseLocked(
  tx: Transaction,
  seals: AddressSeals,
  person: { readonly workspaceId: string; readonly profileId: string },
  by: ErasedBy,
  now: number,
): Promise<readonly Poke[]> {
  const { workspaceId, profileId } = person;
  const [read] = await readJoining(tx, [profileId]);
  const runs = (read?.runs ?? []).filter((run) => run.active);
  if (runs.length > 0)
    await changeRuns(
      tx,
      runs.map((run) => ({ ...unchanged(run.id), exited: ERASED })),
      now,
    );
  await leaveAudiences(tx, workspaceId, [profileId], 'the person was erased', now);
  const addresses = (await readAddressesOf(tx, profileId)).flatMap((address) => {
    const [seal] = seals.sealsOf(workspaceId, address);
    return seal ? [{ address, seal }] : [];
  });
  // Who asks for it wants no mail either, however their address comes back; who is erased by us may come anew.
  await sealRefusals(tx, person, addresses, by.source === 'recipient', now);
  await eraseProfile(tx, person, by, now);
  return runs.map(({ id, journey, version }) => ({
    ...{ workspaceId, enrollmentId: id, journey, version, begin: null },
  }));
}

/** All by which a person may be mentioned. */
function namesOf(person: Awaited<ReturnType<typeof readProfile>>): readonly string[] {
  const { email, phone } = person.attributes;
  const told = [email, phone].flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
  return [...new Set([person.id, ...told, ...person.identifiers.map(({ value }) => value)])];
}

function ignoreMissing(error: unknown): null {
  if (error instanceof UserError && error.code === 'profile-not-found') return null;
  throw error;
}
