import type { Database } from './database';
import type { JsonObject } from './rows';
import { idsOfPerson } from './whole-person.sql';

/** An accepted event as it is shown. */
export interface ListedEvent {
  readonly id: string;
  readonly receivedAt: Date;
  readonly timestamp: Date;
  readonly type: string;
  readonly name: string;
  readonly profileId: string;
  readonly userId: string | null;
  readonly properties: JsonObject;
  readonly context: JsonObject | null;
  readonly messageId: string;
  readonly source: string;
}

/** Which accepted events to list, the newest first. */
export interface EventFilter {
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  /** Received then or later: older partitions are not looked at. */
  readonly since: Date;
  /** Those after this one of an earlier page. */
  readonly after: { readonly receivedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

const BY_USER_ID = `(SELECT profile_id FROM profile_identifier WHERE workspace_id = $1 AND kind = 'userId' AND value = $4)`;

export async function listEvents(
  database: Database,
  workspaceId: string,
  { userId, name, since, after, limit }: EventFilter,
): Promise<readonly ListedEvent[]> {
  // Not named: planned with these values, so that partitions and filters that do not count are left out.
  const { rows } = await database.pool.query<ListedEvent>(
    `SELECT e.id, e.received_at AS "receivedAt", e.timestamp, e.type, e.name, coalesce(h.merged_into, e.profile_id) AS "profileId", e.properties, e.context,
            e.message_id AS "messageId", e.source,
            (SELECT value FROM profile_identifier i WHERE i.profile_id = coalesce(h.merged_into, e.profile_id) AND i.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId"
       FROM event e LEFT JOIN profile_head h ON h.id = e.profile_id
      WHERE e.workspace_id = $1 AND e.received_at >= $2 AND ($3::text IS NULL OR e.name = $3)
        AND ($4::text IS NULL OR e.profile_id = ANY(${idsOfPerson(BY_USER_ID)}))
        AND ($5::timestamptz IS NULL OR e.received_at <= $5 AND (e.received_at, e.id) < ($5, $6::uuid))
      ORDER BY e.received_at DESC, e.id DESC LIMIT $7`,
    [workspaceId, since, name ?? null, userId ?? null, after?.receivedAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}
