// Who was erased: what is kept of that names nobody.
import type { Connection } from './database';

/** Who wanted somebody erased. */
export interface ErasedBy {
  readonly source: 'api' | 'recipient';
  /** The id of the key that asked for it; empty where it was the person. */
  readonly actor: string;
}

/** The erasure of a person. */
export interface Erasure extends ErasedBy {
  readonly profileId: string;
  readonly at: Date;
  /** When the last of what was kept of them was gone; null = that is under way. */
  readonly finishedAt: Date | null;
}

const SHOWN = 'profile_id AS "profileId", source, actor, at, finished_at AS "finishedAt"';

/** The erasure of a profile, or of the one that it was merged into; null where it was not erased. */
export async function findErasure(
  connection: Connection,
  workspaceId: string,
  profileId: string,
): Promise<Erasure | null> {
  const { rows } = await connection.query<Erasure>(
    `SELECT ${SHOWN} FROM erasure
      WHERE workspace_id = $1 AND profile_id IN ($2, (SELECT merged_into FROM profile_head WHERE id = $2))`,
    [workspaceId, profileId],
  );
  return rows[0] ?? null;
}

/** Erasures of a workspace, the newest first; those after one of an earlier page. */
export async function listErasures(
  connection: Connection,
  workspaceId: string,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly Erasure[]> {
  const { rows } = await connection.query<Erasure>(
    `SELECT ${SHOWN} FROM erasure
      WHERE workspace_id = $1 AND ($2::timestamptz IS NULL OR (at, profile_id) < ($2, $3::uuid))
      ORDER BY at DESC, profile_id DESC LIMIT $4`,
    [workspaceId, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  );
  return rows;
}

/** Erased people of whom something is kept still, who were erased first; of all workspaces. */
export async function listUnfinishedErasures(
  connection: Connection,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ id: string }>(
    'SELECT profile_id AS id FROM erasure WHERE finished_at IS NULL ORDER BY at LIMIT $1',
    [limit],
  );
  return rows.map(({ id }) => id);
}
