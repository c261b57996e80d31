import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wrongUse } from '../complaint';
import type { Terminal } from '../terminal/terminal';

/** Where the API is, and the key that opens the workspace. */
export interface Server {
  readonly url: string;
  readonly secretKey: string;
}

/** Where the embedded default listens unless told otherwise. */
const DEFAULT_URL = 'http://localhost:3000';

/**
 * Where the API is: by `--url`, by JORNADA_URL, or where the `npm start` of this checkout serves, as its data folder
 * says.
 * @throws Complaint where it is no address
 */
export function findUrl({ env, cwd }: Terminal, given: string | undefined): string {
  const chosen = given ?? nonEmpty(env['JORNADA_URL']);
  const url =
    chosen ?? (readIn(dataFolder(env, cwd), 'lock')?.['details'] as { url?: unknown } | undefined)?.url;
  if (chosen === undefined) return typeof url === 'string' ? url : DEFAULT_URL;
  if (/^https?:\/\/[^/?#\s]+/.test(chosen) && URL.canParse(chosen)) return chosen.replace(/\/+$/, '');
  throw wrongUse(
    `'${chosen}' is no address of a server.`,
    'Give one like http://localhost:3000, by --url or JORNADA_URL.',
  );
}

/**
 * The server and the key that opens its workspace: JORNADA_SECRET_KEY, or the key that the `npm start` of this checkout
 * made, which is shown to this machine only.
 * @throws Complaint where there is none
 */
export function findServer(terminal: Terminal, given: string | undefined): Server {
  const url = findUrl(terminal, given);
  const secretKey = nonEmpty(terminal.env['JORNADA_SECRET_KEY']) ?? ownKey(terminal, url);
  if (secretKey === undefined) {
    throw wrongUse(
      `There is no key for ${url}.`,
      'Set JORNADA_SECRET_KEY to the secret key of the workspace (sk_...), or call this where npm start has its .jornada folder.',
    );
  }
  if (/^sk_[0-9A-Za-z]{32,200}$/.test(secretKey)) return { url, secretKey };
  throw wrongUse(
    'JORNADA_SECRET_KEY does not look like a secret key.',
    'A secret key is sk_ and at least 32 letters and digits; a write key (wk_) opens nothing here.',
  );
}

/**
 * The server and the key of whoever runs it: JORNADA_ADMIN_KEY.
 * @throws Complaint where there is none
 */
export function findAdmin(
  terminal: Terminal,
  given: string | undefined,
): { readonly url: string; readonly key: string } {
  const url = findUrl(terminal, given);
  const key = nonEmpty(terminal.env['JORNADA_ADMIN_KEY']);
  if (key !== undefined) return { url, key };
  throw wrongUse(
    'There is no admin key.',
    'Set JORNADA_ADMIN_KEY to the one that the server was started with; it is at least 32 characters.',
  );
}

function ownKey({ env, cwd }: Terminal, url: string): string | undefined {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)) return undefined;
  const key = readIn(dataFolder(env, cwd), 'keys.json')?.['secret'];
  return typeof key === 'string' ? key : undefined;
}

/** The data folder of the embedded default: JORNADA_DATA, else `.jornada` here or in a folder above. */
function dataFolder(env: Terminal['env'], cwd: string): readonly string[] {
  const chosen = nonEmpty(env['JORNADA_DATA']);
  if (chosen !== undefined) return [path.resolve(cwd, chosen)];
  const folders: string[] = [];
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    folders.push(path.join(folder, '.jornada'));
    if (folder === path.dirname(folder)) return folders;
  }
}

function readIn(folders: readonly string[], name: string): Readonly<Record<string, unknown>> | null {
  for (const folder of folders) {
    try {
      const found: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      if (typeof found === 'object' && found !== null) return found as Readonly<Record<string, unknown>>;
    } catch {
      // Not there, or not ours.
    }
  }
  return null;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
