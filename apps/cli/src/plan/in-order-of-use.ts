import type { Definition } from '../definitions/definitions';

const USE = /\{%-?\s*include\s+(?:'([^']*)'|"([^"]*)")/g;

/** Blocks, those that are put into others before these: a server takes no block that names one it does not have. */
export function inOrderOfUse(blocks: readonly Definition[]): readonly Definition[] {
  const byKey = new Map(blocks.map((block) => [block.key, block]));
  const ordered = new Set<Definition>();
  const begun = new Set<Definition>();
  const put = (block: Definition): void => {
    // In a circle of blocks, any may be first: the server says what is wrong with them.
    if (begun.has(block)) return;
    begun.add(block);
    for (const key of keysIn(block.body)) {
      const used = byKey.get(key);
      if (used) put(used);
    }
    ordered.add(block);
  };
  blocks.forEach(put);
  return [...ordered];
}

function keysIn(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return [...value.matchAll(USE)].map(([, single, double]) => single ?? double ?? '');
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : [];
}
