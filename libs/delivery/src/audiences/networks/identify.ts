import { createHash } from 'node:crypto';
import { isAddress, readPhone } from '#gate';

/** SHA-256 in hexadecimal, as ad networks take it. */
export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An e-mail address as networks compare it: without space around it, in small letters; null where it is none. */
export function plainEmail(text: string | null): string | null {
  const address = text?.trim().toLowerCase() ?? '';
  return isAddress(address) ? address : null;
}

/** Domains whose dots and plus signs lead to the same mailbox. */
const DOTLESS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** As Google asks for it: of its own mailboxes, without the dots and without what comes after a plus sign. */
export function withoutDots(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (!DOTLESS.has(domain)) return address;
  return `${local.split('+')[0]?.replaceAll('.', '')}@${domain}`;
}

/**
 * A phone number in the form of E.164, with its plus sign; null where it is none, or does not say its country: which one is
 * meant cannot be guessed.
 */
export function worldwidePhone(text: string | null): string | null {
  const digits = text === null ? null : readPhone(text.replace(/^\s*00/, '+'));
  return digits !== null && /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}
