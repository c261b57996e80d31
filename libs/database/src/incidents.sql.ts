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

/**
 * Resolves the open incident of an enrollment and makes it due.
 * @returns what it takes to poke it; null where there is no open incident, or it has ended meanwhile
 */
export async function unparkEnrollment(
  database: Database,
  enrollment: { readonly workspaceId: string; readonly enrollmentId: string },
  now: number,
): Promise<{ readonly journey: string; readonly version: number } | null> {
  const { rows } = await database.pool.query<{ journey: string; version: number }>(
    `WITH resolved AS (
       UPDATE incident SET resolved_at = $3 WHERE enrollment_id = $1 AND workspace_id = $2 AND resolved_at IS NULL
       RETURNING enrollment_id)
     UPDATE enrollment e SET due_at = $3, turn = e.turn + 1, pokes = 0, poked_at = NULL FROM resolved, journey j
      WHERE e.id = resolved.enrollment_id AND e.state = 'active' AND j.id = e.journey_id
     RETURNING j.key AS journey, e.version`,
    [enrollment.enrollmentId, enrollment.workspaceId, dateOf(now)],
  );
  return rows[0] ?? null;
}
