import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ChosenKeys, Secret } from '#config';
import { generateKeyText, isKeyText } from '#workspaces';
import { SetupError } from './setup';

/** The keys of the embedded default, readable. */
export interface Keys {
  readonly write: string;
  readonly browser: string;
  readonly secret: string;
  /** 32 bytes each, the newest first. */
  readonly masters: readonly Uint8Array[];
}

/** The keys as their file holds them: the master key in base64url. */
interface KeptKeys extends Omit<Keys, 'masters'> {
  readonly master: string;
}

const FILE = 'keys.json';
const isMasterKey = (text: string): boolean => /^[0-9A-Za-z_-]{43}$/.test(text);

/**
 * The keys kept in the data folder, made on its first start; this is the one place where they can be read. Those that
 * the environment chooses come first, and are not kept.
 */
export function openKeys(
  folder: string,
  chosen: ChosenKeys,
  masterKeys: Secret<readonly Uint8Array[]> | null,
): Keys {
  const kept = readKeys(path.join(folder, FILE));
  return {
    write: chosen.write?.reveal() ?? kept.write,
    browser: chosen.browser?.reveal() ?? kept.browser,
    secret: chosen.secret?.reveal() ?? kept.secret,
    masters: masterKeys?.reveal() ?? [Buffer.from(kept.master, 'base64url')],
  };
}

function readKeys(file: string): KeptKeys {
  if (!existsSync(file)) return keep(file, makeKeys());
  chmodSync(file, 0o600);
  const found = parseOrNull(readFileSync(file, 'utf8'));
  const { write = '', browser = '', secret = '', master = '' } = found ?? {};
  if ([write, browser].every((key) => isKeyText(key) && key.startsWith('wk_'))) {
    if (isKeyText(secret) && secret.startsWith('sk_') && isMasterKey(master))
      return { write, browser, secret, master };
  }
  throw new SetupError(
    `The file ${file} does not hold the keys that were made on the first start: put it back from a copy, or remove it to have new keys made (links in messages sent before will then no longer work).`,
  );
}

function makeKeys(): KeptKeys {
  return {
    write: generateKeyText('wk'),
    browser: generateKeyText('wk'),
    secret: generateKeyText('sk'),
    master: randomBytes(32).toString('base64url'),
  };
}

function keep(file: string, keys: KeptKeys): KeptKeys {
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

function parseOrNull(text: string): Partial<Record<keyof KeptKeys, string>> | null {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return null;
    return Object.values(found).every((value) => typeof value === 'string') ? found : null;
  } catch {
    return null;
  }
}
