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

/** An enrollment that may go on, and what it takes to poke it. */
export interface Unparked {
  readonly enrollmentId: string;
  /** The key and version of its journey. */
  readonly journey: string;
  readonly version: number;
}

/** Which open incidents: null = whatever it is. */
export interface IncidentFilter {
  readonly enrollmentId: string | null;
  /** The key of a journey. */
  readonly journey: string | null;
  readonly code: string | null;
}

/**
 * Resolves open incidents of a workspace, the oldest first, and makes their enrollments due.
 * @param most of them at once
 * @returns those that are still active
 */
export async function unparkEnrollments(
  database: Database,
  workspaceId: string,
  { enrollmentId, journey, code }: IncidentFilter,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<readonly Unparked[]> {
  const { rows } = await database.pool.query<Unparked>(
    `WITH chosen AS MATERIALIZED (
       SELECT i.id FROM incident i JOIN enrollment e ON e.id = i.enrollment_id JOIN journey j ON j.id = e.journey_id
        WHERE i.workspace_id = $1 AND i.resolved_at IS NULL
          AND ($2::uuid IS NULL OR e.id = $2) AND ($3::text IS NULL OR j.key = $3) AND ($4::text IS NULL OR i.code = $4)
        ORDER BY i.at, i.id LIMIT $6 FOR UPDATE OF i SKIP LOCKED),
     resolved AS (
       UPDATE incident i SET resolved_at = $5 FROM chosen WHERE i.id = chosen.id RETURNING i.enrollment_id)
     UPDATE enrollment e SET due_at = $5, turn = e.turn + 1, pokes = 0, poked_at = NULL FROM resolved, journey j
      WHERE e.id = resolved.enrollment_id AND e.state = 'active' AND j.id = e.journey_id
     RETURNING e.id AS "enrollmentId", j.key AS journey, e.version`,
    [workspaceId, enrollmentId, journey, code, dateOf(now), most],
  );
  return rows;
}
