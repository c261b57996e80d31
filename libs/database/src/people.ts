import type { Connection, Database } from './database';
import type { JsonObject } from './rows';

/** A profile, whole. */
export interface FullProfile {
  readonly id: string;
  readonly attributes: JsonObject;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly consent: readonly { readonly topic: string; readonly channel: string; readonly state: string }[];
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

/** Reads a profile of the workspace; null where there is none. */
export async function findProfile(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<FullProfile | null> {
  const profile = await database.prisma.profile.findFirst({ where: { id, workspaceId } });
  if (!profile) return null;
  const [identifiers, consent] = await Promise.all([
    database.prisma.profileIdentifier.findMany({
      where: { profileId: id },
      orderBy: [{ kind: 'asc' }, { value: 'asc' }],
    }),
    database.prisma.consent.findMany({ where: { profileId: id } }),
  ]);
  return {
    id,
    attributes: profile.attributes as JsonObject,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    consent: consent.map(({ topic, channel, state }) => ({ topic, channel, state })),
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
  };
}

/** What the gate looks at of a person. */
export interface GateFacts {
  readonly state: string;
  readonly consent: string | null;
  readonly topicDefault: string | null;
  readonly suppressedFor: string | null;
}

/** Reads what the gate looks at before a message to an address. */
export async function readGateFacts(
  connection: Connection,
  about: { workspaceId: string; profileId: string; topic: string | null; channel: string; address: string },
): Promise<GateFacts> {
  const { rows } = await connection.query<{
    state: string;
    consent: string | null;
    topic_default: string | null;
    suppressed: string | null;
  }>({
    name: 'read-gate',
    text: `
      SELECT h.state,
             (SELECT c.state FROM consent c WHERE c.profile_id = h.id AND c.topic = $3 AND c.channel = $4) AS consent,
             (SELECT t."default" FROM topic t WHERE t.workspace_id = $1 AND t.key = $3) AS topic_default,
             (SELECT s.reason FROM suppression s WHERE s.workspace_id = $1 AND s.channel = $4 AND s.address = lower($5)) AS suppressed
        FROM profile_head h WHERE h.id = $2 AND h.workspace_id = $1`,
    values: [about.workspaceId, about.profileId, about.topic, about.channel, about.address],
  });
  const row = rows[0];
  return {
    state: row?.state ?? 'erased',
    consent: row?.consent ?? null,
    topicDefault: row?.topic_default ?? null,
    suppressedFor: row?.suppressed ?? null,
  };
}
