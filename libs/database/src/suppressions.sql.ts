import type { Database, Transaction } from './database';
import { dateOf } from './rows';

/** An address that must not be written to, and why. */
export interface Suppression {
  readonly channel: string;
  /** In lower case. */
  readonly address: string;
  readonly reason: string;
  readonly source: string;
  readonly createdAt: Date;
}

/** From the least to the gravest: what is suppressed for a grave reason stays so. */
export const GRAVITY = `ARRAY['manual', 'unsubscribed', 'bounced', 'complained']`;

const SHOWN = `channel, address, reason, source, created_at AS "createdAt"`;

/** Suppresses an e-mail address; of two reasons, the graver one stays. Committed at once. */
export async function putSuppression(
  database: Database,
  workspaceId: string,
  { address, reason, source }: { readonly address: string; readonly reason: string; readonly source: string },
  now: number,
): Promise<Suppression> {
  const { rows } = await database.pool.query<Suppression>(
    `INSERT INTO suppression AS s (workspace_id, channel, address, reason, source, created_at)
     VALUES ($1, 'email', lower($2), $3, $4, $5)
     ON CONFLICT (workspace_id, channel, address) DO UPDATE SET
       reason = CASE WHEN array_position(${GRAVITY}, excluded.reason) > array_position(${GRAVITY}, s.reason)
                     THEN excluded.reason ELSE s.reason END,
       source = CASE WHEN array_position(${GRAVITY}, excluded.reason) > array_position(${GRAVITY}, s.reason)
                     THEN excluded.source ELSE s.source END
     RETURNING ${SHOWN}`,
    [workspaceId, address, reason, source, dateOf(now)],
  );
  const [row] = rows;
  if (!row) throw new Error('a suppression was neither made nor there');
  return row;
}

/**
 * @param seals of the address: one that is suppressed since its owner was erased is released, too
 * @returns whether there was one
 */
export async function deleteSuppression(
  database: Database,
  workspaceId: string,
  address: string,
  seals: readonly Uint8Array[],
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `WITH sealed AS (
       DELETE FROM erased_address WHERE workspace_id = $1 AND channel = 'email' AND seal = ANY($3::bytea[]) AND topic = '' RETURNING topic),
     plain AS (
       DELETE FROM suppression WHERE workspace_id = $1 AND channel = 'email' AND address = lower($2) RETURNING reason)
     SELECT FROM sealed UNION ALL SELECT FROM plain`,
    [workspaceId, address, seals],
  );
  return (rowCount ?? 0) > 0;
}

/** Suppressed e-mail addresses in order, those after `after`; `address` narrows to one. */
export async function listSuppressions(
  database: Database,
  workspaceId: string,
  page: { readonly address: string | null; readonly after: string | null; readonly limit: number },
): Promise<readonly Suppression[]> {
  const { rows } = await database.pool.query<Suppression>(
    `SELECT ${SHOWN} FROM suppression
      WHERE workspace_id = $1 AND channel = 'email' AND ($2::text IS NULL OR address = lower($2)) AND ($3::text IS NULL OR address > $3)
      ORDER BY address LIMIT $4`,
    [workspaceId, page.address, page.after, page.limit],
  );
  return rows;
}

/** The profiles that call an e-mail address their own, in any case: by attribute or identifier; sorted. */
export async function findOwners(
  tx: Transaction,
  workspaceId: string,
  address: string,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM profile WHERE workspace_id = $1 AND lower(left(attributes ->> 'email', 320)) = lower($2)
      UNION
     SELECT profile_id FROM profile_identifier WHERE workspace_id = $1 AND kind = 'email' AND lower(value) = lower($2)
      ORDER BY id`,
    [workspaceId, address],
  );
  return rows.map(({ id }) => id);
}

/** Bumps the versions of locked profiles: what turns have read of them does not hold any more. */
export async function bumpProfiles(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    'UPDATE profile_head SET version = version + 1 WHERE id = ANY($1::uuid[]) AND workspace_id = $2',
    [ids, workspaceId],
  );
}
