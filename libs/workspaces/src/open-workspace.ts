import { randomUUID } from 'node:crypto';
import { putWorkspace, type Database, type NewWorkspace, type Workspace } from '#database';
import { UserError } from '#faults';
import { generateKey } from './generate-key';
import { readWorkspace, type KeyTexts } from './make-workspace';

/**
 * Makes a workspace with a key of each kind. Their texts are in the answer and nowhere else.
 * @throws UserError 409 `workspace-exists`
 */
export async function openWorkspace(
  database: Database,
  wish: Omit<NewWorkspace, 'id'>,
): Promise<{ readonly workspace: Workspace; readonly keys: KeyTexts }> {
  const id = randomUUID();
  const [write, browser, secret] = [generateKey('server'), generateKey('browser'), generateKey('secret')];
  const isMade = await putWorkspace(database, { id, ...wish }, [write.kept, browser.kept, secret.kept]);
  if (isMade) {
    const keys = { write: write.text, browser: browser.text, secret: secret.text };
    return { workspace: await readWorkspace(database, id), keys };
  }
  throw new UserError({
    status: 409,
    code: 'workspace-exists',
    detail: `There is a workspace '${wish.key}' already.`,
    hint: 'Choose another key; the keys of the one there is are shown to nobody again.',
    errors: [{ path: '/key', code: 'workspace-exists', message: 'is taken' }],
  });
}
