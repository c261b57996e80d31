import { putKey, revokeKey as revoke, type Database, type KeptKey, type ListedKey } from '#database';
import { UserError } from '#faults';
import { forgetKeys } from './authenticate';
import { generateKey, type KeyWish } from './generate-key';

/** Makes a key of a workspace. Its text is in the answer and nowhere else. */
export async function makeKey(
  database: Database,
  workspaceId: string,
  kind: KeptKey['kind'],
  wish: KeyWish,
): Promise<{ readonly key: ListedKey; readonly text: string }> {
  const { text, kept } = generateKey(kind, wish);
  return { key: await putKey(database, workspaceId, kept), text };
}

/**
 * Revokes a key of a workspace. It stops working here at once, and within five seconds elsewhere.
 * @throws UserError 404 `key-not-found`; 409 `last-secret-key`
 */
export async function revokeKey(database: Database, workspaceId: string, id: string): Promise<void> {
  const did = await revoke(database, workspaceId, id);
  if (did === 'missing') throw keyNotFound();
  if (did === 'last-secret-key') {
    throw new UserError({
      status: 409,
      code: 'last-secret-key',
      detail: 'This is the last key that opens everything of the workspace.',
      hint: 'Make another secret key first (POST /v1/keys), and use that one from then on.',
    });
  }
  forgetKeys(database);
}

/** There is no such key. */
export function keyNotFound(): UserError {
  return new UserError({
    status: 404,
    code: 'key-not-found',
    detail: 'There is no such key in this workspace.',
    hint: 'List the keys with GET /v1/keys.',
  });
}
