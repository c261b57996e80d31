// What sweepers take up: `due_at` is the outbox, so what is overdue was not poked, or its poke was lost.
import type { Database } from './database';

/** An enrollment that should have moved by now. */
export interface OverdueEnrollment {
  readonly workspaceId: string;
  readonly enrollmentId: string;
  /** The key and version of its journey. */
  readonly journey: string;
  readonly version: number;
}

/** One that a sweeper has taken. */
export interface TakenEnrollment extends OverdueEnrollment {
  /** How often it has been taken since it last moved. */
  readonly pokes: number;
}

/** $2: how long it may be overdue (ms). */
const OVERDUE_BY = `interval '1 millisecond' * $2`;

/** Those who may be overdue: of running journeys, and not among those that a resumed journey lets go bit by bit. */
export const AMONG_OVERDUE = `
  enrollment e JOIN journey j ON j.id = e.journey_id AND j.state = 'running' AND (j.resumed_at IS NULL OR e.due_at >= j.resumed_at)
  WHERE e.state = 'active'`;

/**
 * Backs off: 20 s, 40 s, 80 s, 2 min, where it may be overdue for 10 s before the first. Asked again of the locked row, which
 * another sweeper may have stamped since this statement began to look.
 */
const NOT_JUST_POKED = `(e.poked_at IS NULL OR e.poked_at < now() - least(${OVERDUE_BY} * power(2, least(e.pokes, 10)), interval '2 minutes'))`;

/**
 * Takes active enrollments that have been due for too long, in turn by workspace, and stamps them: each is taken again
 * after twice that long, four times, eight times ... 2 min, until it moves. Processes that sweep at once take different ones.
 * Enrollments of paused and stopped journeys, parked ones and those that a resumed journey lets go bit by bit are left alone.
 * @param overdueBy how long is too long (ms)
 */
export async function takeOverdue(
  database: Database,
  limit: number,
  overdueBy: number,
): Promise<readonly TakenEnrollment[]> {
  const { rows } = await database.pool.query<{
    id: string;
    workspace_id: string;
    journey: string;
    version: number;
    pokes: number;
  }>({
    name: 'take-overdue',
    text: `
      WITH overdue AS MATERIALIZED (
        SELECT e.id, e.workspace_id, e.due_at FROM ${AMONG_OVERDUE} AND e.due_at < now() - ${OVERDUE_BY}
           AND ${NOT_JUST_POKED}
         ORDER BY e.due_at LIMIT $1 * 4),
      fair AS MATERIALIZED (
        SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY workspace_id ORDER BY due_at) AS place, due_at FROM overdue) ranked
         ORDER BY place, due_at LIMIT $1),
      taken AS (
        SELECT e.id FROM enrollment e WHERE e.id IN (SELECT id FROM fair) AND e.state = 'active' AND ${NOT_JUST_POKED}
           FOR NO KEY UPDATE SKIP LOCKED)
      UPDATE enrollment e SET poked_at = now(), pokes = e.pokes + 1 FROM taken, journey j
       WHERE e.id = taken.id AND j.id = e.journey_id RETURNING e.id, e.workspace_id, j.key AS journey, e.version, e.pokes`,
    values: [limit, overdueBy],
  });
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    enrollmentId: row.id,
    journey: row.journey,
    version: row.version,
    pokes: row.pokes,
  }));
}

/** Active enrollments of journeys that were stopped. */
export async function listStoppedEnrollments(
  database: Database,
  limit: number,
): Promise<readonly Pick<OverdueEnrollment, 'workspaceId' | 'enrollmentId'>[]> {
  const { rows } = await database.pool.query<{ id: string; workspace_id: string }>({
    name: 'list-stopped',
    text: `
      SELECT e.id, e.workspace_id FROM journey j JOIN enrollment e ON e.journey_id = j.id AND e.state = 'active'
       WHERE j.state = 'stopped' LIMIT $1`,
    values: [limit],
  });
  return rows.map((row) => ({ workspaceId: row.workspace_id, enrollmentId: row.id }));
}
