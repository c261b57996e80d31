import type { Database } from './database';
import { inTransaction } from './transaction';
import type { NewKey, NewWorkspace } from './workspaces';

/** A key as a list shows it: never its text, which nobody knows any more. */
export interface ListedKey {
  readonly id: string;
  readonly kind: 'secret' | 'server' | 'browser';
  readonly label: string;
  /** The last four characters. */
  readonly hint: string;
  readonly origins: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** A key to be kept, and where it may be used from; empty = anywhere. */
export interface KeptKey extends Omit<NewKey, 'workspaceId'> {
  readonly origins: readonly string[];
}

const SHOWN = `id, kind, label, hint, coalesce(origins, '{}') AS origins, created_at AS "createdAt", revoked_at AS "revokedAt"`;

/** Makes a workspace with its keys, at once. @returns whether it was made; one of that key stays as it is */
export async function putWorkspace(
  database: Database,
  { id, key, name, timezone, locale, from }: NewWorkspace,
  keys: readonly KeptKey[],
): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    const { rowCount } = await tx.query(
      `INSERT INTO workspace (id, key, name, timezone, locale, from_name, from_email)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING`,
      [id, key, name, timezone, locale, from.name, from.email],
    );
    if (rowCount !== 1) return false;
    for (const one of keys) await tx.query(INSERT_KEY, valuesOf(id, one));
    return true;
  });
}

const INSERT_KEY = `INSERT INTO api_key (id, workspace_id, kind, hash, hint, label, origins)
  VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${SHOWN}`;

function valuesOf(workspaceId: string, { id, kind, hash, hint, label, origins }: KeptKey): unknown[] {
  return [id, workspaceId, kind, Buffer.from(hash), hint, label, origins];
}

/** Keeps a key of a workspace. */
export async function putKey(database: Database, workspaceId: string, key: KeptKey): Promise<ListedKey> {
  const { rows } = await database.pool.query<ListedKey>(INSERT_KEY, valuesOf(workspaceId, key));
  const [row] = rows;
  if (!row) throw new Error('a key was not kept');
  return row;
}

/** The keys of a workspace, the newest first, those after a place. */
export async function listKeys(
  database: Database,
  workspaceId: string,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly ListedKey[]> {
  const { rows } = await database.pool.query<ListedKey>(
    `SELECT ${SHOWN} FROM api_key
      WHERE workspace_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
      ORDER BY created_at DESC, id DESC LIMIT $4`,
    [workspaceId, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  );
  return rows;
}

/**
 * Revokes a key, unless it is the last one that opens everything of the workspace. One revoked before stays so. Two such
 * calls at once take turns.
 */
export async function revokeKey(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<'revoked' | 'missing' | 'last-secret-key'> {
  return inTransaction(database, async (tx) => {
    await tx.query(`SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE`, [workspaceId]);
    const { rows } = await tx.query<{ isLast: boolean }>(
      `SELECT kind = 'secret' AND revoked_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM api_key o
           WHERE o.workspace_id = $1 AND o.kind = 'secret' AND o.revoked_at IS NULL AND o.id <> k.id) AS "isLast"
         FROM api_key k WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
    const [row] = rows;
    if (!row) return 'missing';
    if (row.isLast) return 'last-secret-key';
    await tx.query(
      `UPDATE api_key SET revoked_at = now() WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL`,
      [workspaceId, id],
    );
    return 'revoked';
  });
}
