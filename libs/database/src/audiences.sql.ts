// Groups of people that journeys put together. A membership that has changed waits for whoever synchronises it: its
// revision is ahead of the one that was synced.
import type { Connection, Database, Transaction } from './database';
import { dateOf } from './rows';
import { inTransaction } from './transaction';

/** A group of people. */
export interface Audience {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Whose consent it takes to be in it; null = nobody is asked. */
  readonly topic: string | null;
}

/** Somebody in an audience. */
export interface AudienceMember {
  readonly profileId: string;
  readonly userId: string | null;
  readonly since: Date;
  /** The enrollment that put them there. */
  readonly enrollmentId: string | null;
}

const SHOWN = 'key, name, description, topic';

/** SQL of a person's consent to a topic, where these are SQL, too; what silence means counts where nothing was said. */
const consents = (profileId: string, workspaceId: string, topic: string): string => `coalesce(
  (SELECT c.state = 'granted' FROM consent c WHERE c.profile_id = ${profileId} AND c.topic = ${topic} AND c.channel = 'email'),
  (SELECT t."default" = 'in' FROM topic t WHERE t.workspace_id = ${workspaceId} AND t.key = ${topic}), false)`;

/** SQL that takes the member `m` out. */
const OUT = `state = 'out', revision = m.revision + 1`;

/** Saves an audience; who is in it without the consent that it takes from now on, is out. */
export async function saveAudience(
  database: Database,
  workspaceId: string,
  { key, name, description, topic }: Audience,
  now: number,
): Promise<void> {
  await inTransaction(database, async (tx) => {
    await tx.query(
      `INSERT INTO audience (workspace_id, key, name, description, topic, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (workspace_id, key) DO UPDATE SET
         name = excluded.name, description = excluded.description, topic = excluded.topic, updated_at = excluded.updated_at`,
      [workspaceId, key, name, description, topic, dateOf(now)],
    );
    await tx.query(
      `UPDATE audience_member m SET ${OUT}, because = 'has not agreed to ' || $3, changed_at = $4
        WHERE $3::text IS NOT NULL AND m.workspace_id = $1 AND m.audience = $2 AND m.state = 'in'
          AND NOT ${consents('m.profile_id', '$1', '$3')}`,
      [workspaceId, key, topic, dateOf(now)],
    );
  });
}

export async function findAudience(
  connection: Connection,
  workspaceId: string,
  key: string,
): Promise<Audience | null> {
  const { rows } = await connection.query<Audience>({
    name: 'find-audience',
    text: `SELECT ${SHOWN} FROM audience WHERE workspace_id = $1 AND key = $2`,
    values: [workspaceId, key],
  });
  return rows[0] ?? null;
}

/** Audiences by key, those after `after`. */
export async function listAudiences(
  database: Database,
  workspaceId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Audience[]> {
  const { rows } = await database.pool.query<Audience>(
    `SELECT ${SHOWN} FROM audience WHERE workspace_id = $1 AND ($2::text IS NULL OR key > $2) ORDER BY key LIMIT $3`,
    [workspaceId, after, limit],
  );
  return rows;
}

/** The topic that each audience of a workspace names, by its key. */
export async function readAudienceTopics(
  database: Database,
  workspaceId: string,
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await database.pool.query<Audience>(
    'SELECT key, topic FROM audience WHERE workspace_id = $1',
    [workspaceId],
  );
  return new Map(rows.map(({ key, topic }) => [key, topic]));
}

/** How many are in an audience. */
export async function countMembers(database: Database, workspaceId: string, key: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audience_member WHERE workspace_id = $1 AND audience = $2 AND state = 'in'`,
    [workspaceId, key],
  );
  return rows[0]?.count ?? 0;
}

/** Who is in an audience, who came last first; those after one of an earlier page. */
export async function listMembers(
  database: Database,
  workspaceId: string,
  key: string,
  {
    after,
    limit,
  }: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly AudienceMember[]> {
  const { rows } = await database.pool.query<AudienceMember>(
    `SELECT m.profile_id AS "profileId", m.changed_at AS since, m.enrollment_id AS "enrollmentId",
            (SELECT value FROM profile_identifier i WHERE i.profile_id = m.profile_id AND i.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId"
       FROM audience_member m
      WHERE m.workspace_id = $1 AND m.audience = $2 AND m.state = 'in'
        AND ($3::timestamptz IS NULL OR (m.changed_at, m.profile_id) < ($3, $4::uuid))
      ORDER BY m.changed_at DESC, m.profile_id DESC LIMIT $5`,
    [workspaceId, key, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** Takes people out of every audience: locked ones, who were erased or suppressed. @param because why, in words */
export async function leaveAudiences(
  tx: Transaction,
  workspaceId: string,
  profileIds: readonly string[],
  because: string,
  now: number,
): Promise<void> {
  await tx.query({
    name: 'leave-audiences',
    text: `UPDATE audience_member m SET ${OUT}, because = $3, changed_at = $4 WHERE m.profile_id = ANY($2::uuid[]) AND m.workspace_id = $1 AND m.state = 'in'`,
    values: [workspaceId, profileIds, because, dateOf(now)],
  });
}

/** What profiles are in that turn out to be one with another, that other is in from now on, as far as it consents. */
export async function joinMemberships(
  tx: Transaction,
  workspaceId: string,
  { id, losers }: { readonly id: string; readonly losers: readonly string[] },
  now: number,
): Promise<void> {
  await tx.query({
    name: 'join-memberships',
    text: `
      WITH gone AS (
        UPDATE audience_member m SET ${OUT}, because = 'is one with another profile', changed_at = $4
         WHERE m.profile_id = ANY($3::uuid[]) AND m.workspace_id = $1 AND m.state = 'in' RETURNING m.audience, m.enrollment_id)
      INSERT INTO audience_member AS m (workspace_id, audience, profile_id, state, because, enrollment_id, changed_at)
      SELECT DISTINCT ON (a.key) $1::uuid, a.key, $2::uuid, 'in', 'as a profile that is one with this one', g.enrollment_id, $4::timestamptz
        FROM gone g JOIN audience a ON a.workspace_id = $1 AND a.key = g.audience
       WHERE a.topic IS NULL OR ${consents('$2', '$1', 'a.topic')}
      ON CONFLICT (workspace_id, audience, profile_id) DO UPDATE SET
        state = 'in', because = excluded.because, enrollment_id = excluded.enrollment_id, revision = m.revision + 1,
        changed_at = excluded.changed_at WHERE m.state <> 'in'`,
    values: [workspaceId, id, losers, dateOf(now)],
  });
}

/** Takes a locked person out of the audiences of topics that they do not agree to any more. */
export async function leaveUnwanted(
  tx: Transaction,
  { workspaceId, profileId }: { readonly workspaceId: string; readonly profileId: string },
  topics: readonly string[],
  now: number,
): Promise<void> {
  await tx.query({
    name: 'leave-unwanted-audiences',
    text: `
      UPDATE audience_member m SET ${OUT}, because = 'does not agree to ' || a.topic || ' any more', changed_at = $4 FROM audience a
       WHERE a.workspace_id = $1 AND a.topic = ANY($3::text[]) AND m.workspace_id = $1 AND m.audience = a.key AND m.profile_id = $2
         AND m.state = 'in' AND NOT ${consents('m.profile_id', '$1', 'a.topic')}`,
    values: [workspaceId, profileId, topics, dateOf(now)],
  });
}
