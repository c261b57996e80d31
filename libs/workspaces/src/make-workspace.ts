import { randomUUID } from 'node:crypto';
import {
  addKey,
  createWorkspace,
  findWorkspace,
  findWorkspaceByKey,
  type Database,
  type Workspace,
} from '#database';
import { UserError } from '#faults';
import { hashKeyText, isKeyText } from './key-text';

/** The keys of a workspace, readable. */
export interface KeyTexts {
  readonly write: string;
  readonly browser: string;
  readonly secret: string;
}

/** What the embedded default calls its workspace. */
const DEMO = {
  key: 'demo',
  name: 'Demo',
  timezone: 'America/Sao_Paulo',
  locale: 'pt-BR',
  from: { name: 'Jornada', email: 'ola@demo.example' },
} as const;

/** Makes the workspace `demo` where it is missing, and lets the given keys open it. Safe to repeat. */
export async function ensureDemoWorkspace(database: Database, keys: KeyTexts): Promise<Workspace> {
  const found = await findWorkspaceByKey(database, DEMO.key);
  const workspace = found ?? (await createWorkspace(database, { id: randomUUID(), ...DEMO }));
  await giveKeys(database, workspace.id, keys);
  return workspace;
}

/** Lets keys open a workspace. Only their hashes are stored. Safe to repeat. */
export async function giveKeys(database: Database, workspaceId: string, keys: KeyTexts): Promise<void> {
  const kinds = [
    ['server', keys.write, 'wk_'],
    ['browser', keys.browser, 'wk_'],
    ['secret', keys.secret, 'sk_'],
  ] as const;
  for (const [kind, text, prefix] of kinds) {
    if (!isKeyText(text) || !text.startsWith(prefix)) {
      throw new Error(`A ${kind} key has the form ${prefix} and at least 32 letters and digits.`);
    }
    const hash = hashKeyText(text);
    await addKey(database, { id: randomUUID(), workspaceId, kind, hash, hint: text.slice(-4), label: '' });
  }
}

/** The settings of a workspace. */
export async function readWorkspace(database: Database, workspaceId: string): Promise<Workspace> {
  const workspace = await findWorkspace(database, workspaceId);
  if (workspace) return workspace;
  throw new UserError({
    status: 404,
    code: 'workspace-not-found',
    detail: 'There is no such workspace.',
    hint: 'Use a key of a workspace that exists.',
  });
}
