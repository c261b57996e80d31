import type { Database } from './database';

/** An open incident, and the run that it parked. */
export interface OpenIncident {
  readonly id: string;
  readonly at: Date;
  readonly code: string;
  readonly message: string;
  readonly enrollmentId: string;
  readonly journeyKey: string;
  readonly step: string | null;
  readonly userId: string | null;
}

/** Open incidents, the newest first. */
export async function listIncidents(
  database: Database,
  workspaceId: string,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly OpenIncident[]> {
  const { rows } = await database.pool.query<OpenIncident>(
    `SELECT i.id, i.at, i.code, i.message, i.enrollment_id AS "enrollmentId", j.key AS "journeyKey", e.step,
            (SELECT value FROM profile_identifier p WHERE p.profile_id = e.profile_id AND p.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId"
       FROM incident i JOIN enrollment e ON e.id = i.enrollment_id JOIN journey j ON j.id = e.journey_id
      WHERE i.workspace_id = $1 AND i.resolved_at IS NULL AND ($2::timestamptz IS NULL OR (i.at, i.id) < ($2, $3::uuid))
      ORDER BY i.at DESC, i.id DESC LIMIT $4`,
    [workspaceId, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  );
  return rows;
}
