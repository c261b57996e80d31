import type { Database } from './database';
import { inTransaction } from './transaction';

/**
 * Deletes a journey that nobody is in: nobody enters it any more, and nothing finds it. Its versions and what happened
 * in it are kept; saving a draft under its key brings it back, stopped. Who enters at this very moment is taken out as
 * from any stopped journey.
 * @returns how many people are in it; 0 = it is deleted
 */
export async function deleteJourney(
  database: Database,
  workspaceId: string,
  journeyId: string,
): Promise<number> {
  return inTransaction(database, async (tx) => {
    await tx.query('SELECT FROM journey WHERE id = $1 AND workspace_id = $2 FOR NO KEY UPDATE', [
      journeyId,
      workspaceId,
    ]);
    const { rows } = await tx.query<{ active: number }>(
      `SELECT count(*)::int AS active FROM enrollment WHERE journey_id = $1 AND workspace_id = $2 AND state = 'active'`,
      [journeyId, workspaceId],
    );
    const active = rows[0]?.active ?? 0;
    if (active > 0) return active;
    await tx.query(
      `UPDATE journey SET deleted_at = now(), updated_at = now(), draft = NULL, trigger_event = NULL,
              state = CASE WHEN state = 'draft' THEN 'draft' ELSE 'stopped' END
        WHERE id = $1 AND workspace_id = $2`,
      [journeyId, workspaceId],
    );
    return 0;
  });
}
