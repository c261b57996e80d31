import { randomUUID } from 'node:crypto';
import { leaveUnwanted } from './audiences.sql';
import type { Transaction } from './database';
import { columnsOf, dateOf } from './rows';

/** What a person says of a topic on a channel; null = nothing any more: the topic's default counts. */
export interface ConsentChange {
  readonly topic: string;
  readonly channel: string;
  readonly state: 'granted' | 'denied' | null;
}

/** Who changed a consent, by what, and under which text. */
export interface ConsentBy {
  readonly source: 'api' | 'recipient' | 'provider' | 'merge';
  readonly actor: string;
  readonly textVersion: string | null;
}

/**
 * Locks a live profile of a workspace against every other writer of what conditions and the gate read. One that was
 * merged is the one that it was merged into, however often that happens meanwhile.
 * @returns the id of the live profile; null where there is none
 */
export async function lockLiveProfile(
  tx: Transaction,
  workspaceId: string,
  profileId: string,
): Promise<string | null> {
  for (let id = profileId; ;) {
    const { rows } = await tx.query<{ state: string; merged_into: string | null }>({
      name: 'lock-live-profile',
      text: 'SELECT state, merged_into FROM profile_head WHERE id = $1 AND workspace_id = $2 FOR NO KEY UPDATE',
      values: [id, workspaceId],
    });
    const [head] = rows;
    if (head?.state === 'live') return id;
    if (head?.state !== 'merged' || head.merged_into === null) return null;
    id = head.merged_into;
  }
}

/**
 * Writes consents of a locked profile, notes each change in the log, and bumps the profile's version. What is so already
 * is no change. Who
 * does not agree to a topic any more, is out of its audiences.
 * @param changes at most one per topic and channel
 * @returns what has changed
 */
export async function writeConsents(
  tx: Transaction,
  { workspaceId, profileId }: { readonly workspaceId: string; readonly profileId: string },
  changes: readonly ConsentChange[],
  by: ConsentBy,
  now: number,
): Promise<readonly ConsentChange[]> {
  const { rows } = await tx.query<ConsentChange>({
    name: 'write-consents',
    text: `
      WITH changed AS (
        SELECT new.* FROM unnest($3::text[], $4::text[], $5::text[], $6::uuid[]) AS new(topic, channel, state, log_id)
          LEFT JOIN consent c ON c.profile_id = $2 AND c.topic = new.topic AND c.channel = new.channel
         WHERE c.state IS DISTINCT FROM new.state),
      taken_back AS (
        DELETE FROM consent c USING changed
         WHERE c.profile_id = $2 AND c.topic = changed.topic AND c.channel = changed.channel AND changed.state IS NULL),
      said AS (
        INSERT INTO consent (profile_id, topic, channel, workspace_id, state, updated_at)
        SELECT $2, topic, channel, $1, state, $10 FROM changed WHERE state IS NOT NULL
        ON CONFLICT (profile_id, topic, channel) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at),
      logged AS (
        INSERT INTO consent_log (id, workspace_id, profile_id, topic, channel, state, source, actor, text_version, at)
        SELECT log_id, $1, $2, topic, channel, coalesce(state, 'default'), $7, $8, $9, $10 FROM changed),
      seen AS (
        UPDATE profile_head SET version = version + 1 WHERE id = $2 AND workspace_id = $1 AND EXISTS (SELECT FROM changed)),
      dated AS (
        UPDATE profile SET updated_at = $10 WHERE id = $2 AND workspace_id = $1 AND EXISTS (SELECT FROM changed))
      SELECT topic, channel, state FROM changed ORDER BY topic, channel`,
    values: [
      workspaceId,
      profileId,
      ...columnsOf(changes, ['topic', 'channel', 'state']),
      changes.map(() => randomUUID()),
      ...[by.source, by.actor, by.textVersion, dateOf(now)],
    ],
  });
  const topics = rows.flatMap(({ topic, channel }) => (channel === 'email' ? [topic] : []));
  if (topics.length > 0) await leaveUnwanted(tx, { workspaceId, profileId }, topics, now);
  return rows;
}
