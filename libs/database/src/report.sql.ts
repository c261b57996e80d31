// What a journey has come to, in numbers.
import type { Database, Transaction } from './database';
import { dateOf } from './rows';

/** People in a journey, over all its versions, and what became of them. */
export interface JourneyNumbers {
  readonly entered: number;
  /** How many are at each step now. */
  readonly active: { readonly [step: string]: number };
  readonly completed: number;
  readonly failed: number;
  /** How many were taken out, by the reason in their log; the most frequent ones. */
  readonly exits: readonly { readonly reason: string; readonly count: number }[];
  readonly exited: number;
  /** How many opened or clicked something. */
  readonly engaged: number;
  /** How many reached the goal. */
  readonly converted: number;
  readonly sends: { readonly [state: string]: number };
}

const MOST_REASONS = 50;

/** Counts what a journey has come to. */
export async function readJourneyNumbers(database: Database, journeyId: string): Promise<JourneyNumbers> {
  const { rows } = await database.pool.query<JourneyNumbers>({
    name: 'read-journey-numbers',
    text: `
      WITH runs AS MATERIALIZED (
        SELECT state, CASE WHEN state = 'active' THEN step END AS step, CASE WHEN state = 'exited' THEN because END AS reason,
               count(*)::int AS count, count(engaged_at)::int AS engaged, count(goal_at)::int AS converted
          FROM enrollment WHERE journey_id = $1 GROUP BY 1, 2, 3),
      reasons AS (
        SELECT reason, count FROM runs WHERE state = 'exited' ORDER BY count DESC, reason LIMIT ${MOST_REASONS}),
      states AS (SELECT state, count(*)::int AS count FROM send WHERE journey_id = $1 GROUP BY state)
      SELECT coalesce(sum(count), 0)::int AS entered,
             coalesce(jsonb_object_agg(step, count) FILTER (WHERE state = 'active'), '{}') AS active,
             coalesce(sum(count) FILTER (WHERE state = 'completed'), 0)::int AS completed,
             coalesce(sum(count) FILTER (WHERE state = 'failed'), 0)::int AS failed,
             coalesce(sum(count) FILTER (WHERE state = 'exited'), 0)::int AS exited,
             (SELECT coalesce(json_agg(reasons), '[]') FROM reasons) AS exits,
             coalesce(sum(engaged), 0)::int AS engaged, coalesce(sum(converted), 0)::int AS converted,
             (SELECT coalesce(jsonb_object_agg(state, count), '{}') FROM states) AS sends
        FROM runs`,
    values: [journeyId],
  });
  const [numbers] = rows;
  if (!numbers) throw new Error('counting answered nothing');
  return numbers;
}

/** Notes that a message of these enrollments was opened or clicked; the first time counts. */
export async function markEngaged(
  tx: Transaction,
  workspaceId: string,
  enrollmentIds: readonly string[],
  now: number,
): Promise<void> {
  await tx.query({
    name: 'mark-engaged',
    text: `UPDATE enrollment SET engaged_at = $3 WHERE id = ANY($1::uuid[]) AND workspace_id = $2 AND engaged_at IS NULL`,
    values: [enrollmentIds, workspaceId, dateOf(now)],
  });
}
