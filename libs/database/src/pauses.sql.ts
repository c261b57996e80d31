// A person's wish to be left alone for a time: kept with the profile, each change of it in the log of consent.
import { randomUUID } from 'node:crypto';
import type { ConsentBy } from './consent.sql';
import type { Transaction } from './database';
import { dateOf, nullableDateOf } from './rows';

/**
 * Sets until when a locked person wants no marketing messages (epoch ms; null = they are welcome again), and bumps the
 * profile's version. What is so already is no change.
 */
export async function writePause(
  tx: Transaction,
  { workspaceId, profileId }: { readonly workspaceId: string; readonly profileId: string },
  until: number | null,
  { source, actor, textVersion }: ConsentBy,
  now: number,
): Promise<void> {
  await tx.query({
    name: 'write-pause',
    text: `
      WITH changed AS (
        UPDATE profile SET paused_until = $3, updated_at = $8
         WHERE id = $2 AND workspace_id = $1 AND paused_until IS DISTINCT FROM $3 RETURNING id),
      seen AS (
        UPDATE profile_head SET version = version + 1 WHERE id IN (SELECT id FROM changed))
      INSERT INTO consent_log (id, workspace_id, profile_id, topic, channel, state, until, source, actor, text_version, at)
      SELECT $4, $1, id, '', 'email', CASE WHEN $3 IS NULL THEN 'resumed' ELSE 'paused' END, $3, $5, $6, $7, $8 FROM changed`,
    values: [
      ...[workspaceId, profileId, nullableDateOf(until), randomUUID()],
      ...[source, actor, textVersion, dateOf(now)],
    ],
  });
}
