import { randomUUID } from 'node:crypto';
import type { Database } from './database';
import { dateOf } from './rows';

/** Parks an enrollment: an open incident, visible to operators, and no due date, so that nothing pokes it. */
export async function parkEnrollment(
  database: Database,
  enrollment: { readonly workspaceId: string; readonly enrollmentId: string },
  incident: { readonly code: string; readonly message: string },
  now: number,
): Promise<void> {
  await database.pool.query(
    `WITH parked AS (
       UPDATE enrollment SET due_at = NULL, turn = turn + 1 WHERE id = $2 AND workspace_id = $3 AND state = 'active' RETURNING id)
     INSERT INTO incident (id, workspace_id, enrollment_id, code, message, at) SELECT $1, $3, id, $4, $5, $6 FROM parked
     ON CONFLICT DO NOTHING`,
    [
      randomUUID(),
      enrollment.enrollmentId,
      enrollment.workspaceId,
      incident.code,
      incident.message.slice(0, 1_000),
      dateOf(now),
    ],
  );
}
