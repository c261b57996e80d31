import type { Database } from './database';
import type { JsonObject } from './rows';

/** A profile, whole. */
export interface FullProfile {
  readonly id: string;
  readonly attributes: JsonObject;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly consent: readonly { readonly topic: string; readonly channel: string; readonly state: string }[];
  /** Until when they want no marketing messages; null = they have not said so. */
  readonly pausedUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The profile an identifier points to; null where there is none. */
export async function findProfileId(
  database: Database,
  workspaceId: string,
  kind: string,
  value: string,
): Promise<string | null> {
  const row = await database.prisma.profileIdentifier.findUnique({
    where: { workspaceId_kind_value: { workspaceId, kind, value } },
  });
  return row?.profileId ?? null;
}

/** Reads a profile of the workspace; of one that was merged, the one that it was merged into. Null where there is none. */
export async function findProfile(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<FullProfile | null> {
  const profile = await database.prisma.profile.findFirst({ where: { id, workspaceId } });
  if (!profile) {
    const head = await database.prisma.profileHead.findFirst({ where: { id, workspaceId } });
    return head?.mergedInto ? findProfile(database, workspaceId, head.mergedInto) : null;
  }
  const [identifiers, consent] = await Promise.all([
    database.prisma.profileIdentifier.findMany({
      where: { profileId: id },
      orderBy: [{ kind: 'asc' }, { createdAt: 'asc' }, { value: 'asc' }],
    }),
    database.prisma.consent.findMany({ where: { profileId: id } }),
  ]);
  return {
    id,
    attributes: profile.attributes as JsonObject,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    consent: consent.map(({ topic, channel, state }) => ({ topic, channel, state })),
    pausedUntil: profile.pausedUntil,
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
  };
}
