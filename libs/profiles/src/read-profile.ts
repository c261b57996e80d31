import { findProfile, findProfileId, type Database, type FullProfile } from '#database';
import { UserError } from '#faults';

/** A profile as it is shown. */
export type ShownProfile = FullProfile & {
  readonly userId: string | null;
  readonly anonymousIds: readonly string[];
};

const BY_ID = /^id:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** The id that a reference to a person says: `id:<uuid>`; null where it is a userId. */
export function idOfReference(ref: string): string | null {
  return BY_ID.exec(ref)?.[1]?.toLowerCase() ?? null;
}

/**
 * The live profile of a person.
 * @param ref the userId, or `id:` and the profile's id, which reaches anonymous people too
 * @throws UserError 404 `profile-not-found`
 */
export async function readProfile(
  database: Database,
  workspaceId: string,
  ref: string,
): Promise<ShownProfile> {
  const id = idOfReference(ref) ?? (await findProfileId(database, workspaceId, 'userId', ref));
  const profile = id === null ? null : await findProfile(database, workspaceId, id);
  if (!profile) {
    throw new UserError({
      status: 404,
      code: 'profile-not-found',
      detail: 'There is no such profile in this workspace.',
      hint: 'Name it by userId, or by id:<profile id>.',
    });
  }
  const valuesOf = (kind: string): readonly string[] =>
    profile.identifiers.filter((one) => one.kind === kind).map((one) => one.value);
  return { ...profile, userId: valuesOf('userId')[0] ?? null, anonymousIds: valuesOf('anonymousId') };
}
