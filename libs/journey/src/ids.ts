import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EmailContent } from './steps/email/email-content.schema';

/** The namespace of all derived ids of Jornada. */
const NAMESPACE = hexToBytes('d9c7a1f2-3b54-5e0a-9c1e-7a2f4b6d8e90'.replaceAll('-', ''));

/**
 * A UUIDv5 (RFC 9562, 5.5) of the given parts: the same parts always give the same id,
 * so that what is done again is recognised. Only the last part may be any text: parts are joined by line breaks.
 */
export function deriveId(...parts: readonly (string | number)[]): string {
  const name = utf8ToBytes(parts.join('\n'));
  const input = new Uint8Array(16 + name.length);
  input.set(NAMESPACE);
  input.set(name, 16);
  const bytes = sha1(input).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Where a derived id falls among all: from 0 up to, but not including, 1, always the same. */
export function placeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
}

/** The id of the enrollment that an event of a person begins: the same event never begins two. */
export function enrollmentIdOf(entry: {
  readonly workspaceId: string;
  readonly journeyId: string;
  readonly profileId: string;
  readonly messageId: string;
}): string {
  return deriveId('enrollment', entry.workspaceId, entry.journeyId, entry.profileId, entry.messageId);
}

/** The id of the send that a visit to a step makes: deterministic, the ledger's primary key. */
export function sendIdOf(workspaceId: string, enrollmentId: string, step: string, visit: number): string {
  return deriveId('send', workspaceId, enrollmentId, step, visit);
}

/**
 * What the content of a step is kept under: the same content, the same key, whichever version or journey it stands in. No
 * saved template can have such a key.
 */
export function contentKeyOf({ subject, preheader, mjml, html, text }: EmailContent): string {
  return `content:${deriveId('content', JSON.stringify([subject, preheader, mjml, html, text]))}`;
}

/** The messageId of what a visit to a step puts on record: the same visit never does so twice. */
export function recordIdOf(enrollmentId: string, step: string, visit: number): string {
  return deriveId('record', enrollmentId, step, visit);
}
