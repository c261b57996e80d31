import { createHash, randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FORM = /^(wk|sk)_[0-9A-Za-z]{32,128}$/;

/** Whether a text has the form of a key: `wk_` or `sk_` and at least 32 base62 characters. */
export function isKeyText(text: string): boolean {
  return FORM.test(text);
}

/** A new random key: 40 base62 characters, some 238 bits. */
export function generateKeyText(prefix: 'wk' | 'sk'): string {
  return `${prefix}_${Array.from({ length: 40 }, () => BASE62[randomInt(62)]).join('')}`;
}

/** What is stored of a key: its SHA-256. The text has more entropy than the hash, so it needs no salt. */
export function hashKeyText(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
