import { randomUUID } from 'node:crypto';
import type { KeptKey } from '#database';
import { generateKeyText, hashKeyText } from './key-text';

/** What is said of a new key. */
export interface KeyWish {
  /** What people call it. */
  readonly label?: string | undefined;
  /** Browser keys: where it may be used from; empty = anywhere. */
  readonly origins?: readonly string[] | undefined;
}

/** A new random key: its text, and what is kept of it. */
export function generateKey(
  kind: KeptKey['kind'],
  { label = '', origins = [] }: KeyWish = {},
): { readonly text: string; readonly kept: KeptKey } {
  const text = generateKeyText(kind === 'secret' ? 'sk' : 'wk');
  const kept = { id: randomUUID(), kind, hash: hashKeyText(text), hint: text.slice(-4), label, origins };
  return { text, kept };
}
