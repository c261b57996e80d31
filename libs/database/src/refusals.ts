import type { Database } from './database';

/** Somebody who was not entered into a journey: the last reason, and how often. */
export interface StoredRefusal {
  readonly profileId: string;
  readonly userId: string | null;
  readonly reason: string;
  readonly because: string;
  readonly count: number;
  readonly at: Date;
}

/** Who was not entered into a journey, the latest first. */
export async function listRefusals(
  database: Database,
  workspaceId: string,
  journeyId: string,
  page: { readonly after: { readonly at: Date; readonly profileId: string } | null; readonly limit: number },
): Promise<readonly StoredRefusal[]> {
  const { rows } = await database.pool.query<StoredRefusal>(
    `SELECT r.profile_id AS "profileId", r.reason, r.because, r.count, r.at,
            (SELECT value FROM profile_identifier i WHERE i.profile_id = r.profile_id AND i.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId"
       FROM refusal r
      WHERE r.workspace_id = $1 AND r.journey_id = $2 AND ($3::timestamptz IS NULL OR (r.at, r.profile_id) < ($3, $4::uuid))
      ORDER BY r.at DESC, r.profile_id DESC LIMIT $5`,
    [workspaceId, journeyId, page.after?.at ?? null, page.after?.profileId ?? null, page.limit],
  );
  return rows;
}
