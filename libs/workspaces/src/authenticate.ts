import { timingSafeEqual } from 'node:crypto';
import { findKey, type Database } from '#database';
import { hashKeyText, isKeyText } from './key-text';

/** Who calls: the workspace a key opens, and what sort of key it is. */
export interface KeyHolder {
  readonly keyId: string;
  readonly workspaceId: string;
  readonly kind: 'secret' | 'server' | 'browser';
  /** Browser keys: where they may be used from; empty = anywhere. */
  readonly origins: readonly string[];
}

/** How long a key is taken as known: a revoked key stops working within this time (ms). */
const REMEMBERED = 5_000;
const MOST_REMEMBERED = 10_000;

const known = new WeakMap<Database, Map<string, { readonly holder: KeyHolder; readonly until: number }>>();

/** The workspace that a key opens; null where the text is no key, an unknown one or a revoked one. */
export async function authenticate(database: Database, text: string): Promise<KeyHolder | null> {
  if (!isKeyText(text)) return null;
  const hash = hashKeyText(text);
  const cache = known.get(database) ?? new Map<string, { holder: KeyHolder; until: number }>();
  known.set(database, cache);
  const name = Buffer.from(hash).toString('base64');
  const remembered = cache.get(name);
  if (remembered && remembered.until > Date.now()) return remembered.holder;
  const key = await findKey(database, hash);
  cache.delete(name);
  if (!key || !timingSafeEqual(key.hash, hash)) return null;
  const holder: KeyHolder = {
    keyId: key.id,
    workspaceId: key.workspaceId,
    kind: key.kind,
    origins: key.origins,
  };
  if (cache.size >= MOST_REMEMBERED) cache.clear();
  cache.set(name, { holder, until: Date.now() + REMEMBERED });
  return holder;
}

/** Forgets which keys are known: one that was revoked here opens nothing from now on. */
export function forgetKeys(database: Database): void {
  known.delete(database);
}
