import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets of others, such as their keys at a provider, so that the database alone does not give them away. */
export interface Seals {
  /** @param owner whose it is, and what: sealed for one, it opens for no other */
  seal(text: string, owner: string): string;
  /** Null where it was sealed by another master key, for another owner, or was tampered with. */
  open(sealed: string, owner: string): string | null;
}

const [VERSION, ID_BYTES, IV_BYTES, TAG_BYTES] = ['1', 6, 12, 16];

/**
 * Seals by AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA-256 (RFC 5869) derives for each owner. What is sealed is
 * `1.<name of the master key>.<nonce, tag and text>`, in base64url.
 * @param masterKeys 32 random bytes each, at least one: the newest, which comes first, seals, and all of them open
 */
export function openSeals(masterKeys: readonly Uint8Array[]): Seals {
  const masters = masterKeys.map((bytes) => ({ bytes, id: nameOf(bytes) }));
  const [newest] = masters;
  if (!newest) throw new Error('seals need a master key');
  return {
    seal(text, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(newest.bytes, owner), iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = Buffer.concat([iv, cipher.getAuthTag(), body]);
      return [VERSION, newest.id, parts.toString('base64url')].join('.');
    },
    open(sealed, owner) {
      const [version, id, text = ''] = sealed.split('.');
      const master = masters.find((one) => one.id === id);
      const parts = Buffer.from(text, 'base64url');
      if (version !== VERSION || !master || parts.length < IV_BYTES + TAG_BYTES) return null;
      const iv = parts.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(master.bytes, owner), iv);
      decipher.setAuthTag(parts.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const body = decipher.update(parts.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

function keyOf(master: Uint8Array, owner: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, owner, 'jornada seals, version 1', 32));
}

/** Names a master key without telling of it. */
function nameOf(master: Uint8Array): string {
  return createHash('sha256')
    .update('jornada seals, version 1: key id')
    .update(master)
    .digest()
    .subarray(0, ID_BYTES)
    .toString('hex');
}
