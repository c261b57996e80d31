import { createHmac, timingSafeEqual } from 'node:crypto';
import { KEY_ID_BYTES, type LinkKey, type LinkKeys } from './link-keys';
import { purposes, type Purpose, type RecipientLink } from './recipient-link';

// A token is, in bytes: version 1, key id 4, purpose 1, workspace 16, send 16, link number 3, HMAC 16: 57, which are
// exactly 76 characters of base64url, so that no character has spare bits.
const VERSION = 1;
const AT = { keyId: 1, purpose: 5, workspace: 6, send: 22, link: 38, mac: 41, end: 57 } as const;
const LINK_BYTES = AT.mac - AT.link;
const FORM = /^[0-9A-Za-z_-]{76}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Signs a link. @throws Error where an id is no UUID or the number is out of range */
export function signToken(keys: LinkKeys, link: RecipientLink): string {
  if (!UUID.test(link.workspaceId) || !UUID.test(link.sendId))
    throw new Error('a link names ids in lower case');
  const key = keys.newest(link.workspaceId);
  const bytes = Buffer.alloc(AT.end);
  bytes.writeUInt8(VERSION);
  key.id.copy(bytes, AT.keyId);
  bytes.writeUInt8(purposes[link.purpose].code, AT.purpose);
  bytes.write(link.workspaceId.replaceAll('-', ''), AT.workspace, 'hex');
  bytes.write(link.sendId.replaceAll('-', ''), AT.send, 'hex');
  bytes.writeUIntBE(link.link, AT.link, LINK_BYTES);
  macOf(key, link.purpose, bytes).copy(bytes, AT.mac);
  return bytes.toString('base64url');
}

/**
 * Reads a token of a purpose; null for every other text: cut, changed, in another writing, of another purpose, of a key
 * that is not ours any more. Which of these it is, nobody learns, not by the time it takes either.
 */
export function verifyToken(keys: LinkKeys, purpose: Purpose, token: string): RecipientLink | null {
  if (!FORM.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== AT.end || bytes[0] !== VERSION) return null;
  const workspaceId = uuidAt(bytes, AT.workspace);
  const key = keys.find(bytes.subarray(AT.keyId, AT.keyId + KEY_ID_BYTES), workspaceId);
  if (!key || !timingSafeEqual(macOf(key, purpose, bytes), bytes.subarray(AT.mac))) return null;
  if (bytes[AT.purpose] !== purposes[purpose].code) return null;
  return {
    purpose,
    workspaceId,
    sendId: uuidAt(bytes, AT.send),
    link: bytes.readUIntBE(AT.link, LINK_BYTES),
  };
}

/** HMAC-SHA-256, cut to 128 bits, over the purpose and everything else in the token. */
function macOf({ secret }: LinkKey, purpose: Purpose, bytes: Buffer): Buffer {
  const mac = createHmac('sha256', secret).update(`${purpose}\n`).update(bytes.subarray(0, AT.mac)).digest();
  return mac.subarray(0, AT.end - AT.mac);
}

function uuidAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
