import type { Database } from './database';
import type { Identifier } from './identity.sql';

/** Where a send comes from: what it takes to tell its story. */
export interface SendOrigin {
  readonly sendId: string;
  readonly address: string;
  readonly enrollmentId: string;
  /** The key of the journey. */
  readonly journey: string;
  readonly step: string;
  /** A name of the person it went to, or of whom that person was merged into; null where the person was erased. */
  readonly name: Identifier | null;
}

/** Reads where sends of a workspace come from; those that are not its own are left out. */
export async function readSendOrigins(
  database: Database,
  workspaceId: string,
  sendIds: readonly string[],
): Promise<ReadonlyMap<string, SendOrigin>> {
  const { rows } = await database.pool.query<SendOrigin>({
    name: 'read-send-origins',
    text: `
      SELECT s.id AS "sendId", s.address, s.enrollment_id AS "enrollmentId", j.key AS journey, s.step,
             (SELECT jsonb_build_object('kind', i.kind, 'value', i.value) FROM profile_identifier i
               WHERE i.profile_id = coalesce(h.merged_into, h.id) ORDER BY i.kind <> 'userId', i.kind, i.value LIMIT 1) AS name
        FROM send s
        JOIN journey j ON j.id = s.journey_id
        LEFT JOIN profile_head h ON h.id = s.profile_id AND h.state <> 'erased'
       WHERE s.id = ANY($1::uuid[]) AND s.workspace_id = $2`,
    values: [sendIds, workspaceId],
  });
  return new Map(rows.map((row) => [row.sendId, row]));
}
