import { hkdfSync } from 'node:crypto';

/** How many bytes name a key in a token. */
export const KEY_ID_BYTES = 4;

/** How many bytes a key has. */
const KEY_BYTES = 32;
const MOST_WORKSPACES = 10_000;

/** The key that signs the links of one workspace, by its name in tokens. */
export interface LinkKey {
  readonly id: Buffer;
  readonly secret: Buffer;
}

/** The keys of links, per workspace. */
export interface LinkKeys {
  /** What signs. */
  newest(workspaceId: string): LinkKey;
  /** The key of that name; null where it is none of ours (any more). */
  find(id: Buffer, workspaceId: string): LinkKey | null;
}

/**
 * Derives the keys of links from master keys by HKDF-SHA-256 (RFC 5869), one for each workspace. The name of a key follows
 * from its master key alone, so that rotating is nothing but naming a new master key before the old one.
 * @param masterKeys 32 random bytes each, the newest first; at least one
 */
export function openLinkKeys(masterKeys: readonly Uint8Array[]): LinkKeys {
  const masters = masterKeys.map((bytes) => ({
    id: derive(bytes, '', 'link key id', KEY_ID_BYTES),
    secretOf: openDerivedKeys(bytes, 'link key'),
  }));
  const [newest] = masters;
  if (!newest) throw new Error('links need a master key');
  const keyOf = ({ id, secretOf }: (typeof masters)[number], workspaceId: string): LinkKey => {
    return { id, secret: secretOf(workspaceId) };
  };
  return {
    newest: (workspaceId) => keyOf(newest, workspaceId),
    find(id, workspaceId) {
      const master = masters.find((one) => one.id.equals(id));
      return master ? keyOf(master, workspaceId) : null;
    },
  };
}

/**
 * The keys of workspaces for one use, each derived from the master key once and kept.
 * @param what they are for: no two uses share a key
 */
export function openDerivedKeys(master: Uint8Array, what: string): (workspaceId: string) => Buffer {
  const known = new Map<string, Buffer>();
  return (workspaceId) => {
    const found = known.get(workspaceId) ?? derive(master, workspaceId, what, KEY_BYTES);
    if (known.size >= MOST_WORKSPACES) known.clear();
    known.set(workspaceId, found);
    return found;
  };
}

/** Derives a key, or its name, from a master key. */
function derive(master: Uint8Array, salt: string, what: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, `jornada recipient links, version 1: ${what}`, length));
}
