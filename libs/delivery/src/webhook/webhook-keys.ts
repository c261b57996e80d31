import { hkdfSync } from 'node:crypto';

/** The form in which Standard Webhooks writes a secret. */
const PREFIX = 'whsec_';
const BYTES = 32;

/** The secrets that sign the webhooks of a workspace; the newest first. */
export type WebhookKeys = (workspaceId: string) => readonly Buffer[];

/**
 * Derives the secrets of workspaces from master keys by HKDF-SHA-256 (RFC 5869), one of each master key: whoever verifies
 * by the one or the other is right while a master key is being changed.
 * @param masterKeys 32 random bytes each, the newest first; at least one
 */
export function openWebhookKeys(masterKeys: readonly Uint8Array[]): WebhookKeys {
  if (masterKeys.length === 0) throw new Error('webhooks need a master key');
  return (workspaceId) =>
    masterKeys.map((master) =>
      Buffer.from(hkdfSync('sha256', master, workspaceId, 'jornada webhooks, version 1: signing key', BYTES)),
    );
}

/** A secret as it is given to who verifies. */
export function shownWebhookKey(key: Buffer): string {
  return `${PREFIX}${key.toString('base64')}`;
}
