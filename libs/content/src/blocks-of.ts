import { readBlocks, type Database, type StoredBlock } from '#database';
import type { JsonObject } from '#conditions';
import { blockTagsIn, type BlockSource } from '#templates';
import type { TranslatedBlock, TranslatedBlocks } from './compile-content';

/** Blocks that are looked up for one content, also those in each other; beyond, they count as missing. */
const MOST_BLOCKS = 200;

/** The blocks that a content names, and those that these name, as they are stored now. */
export async function blocksOf(
  database: Database,
  workspaceId: string,
  content: object,
): Promise<TranslatedBlocks> {
  const found = new Map<string, TranslatedBlock>();
  const looked = new Set<string>();
  let wanted = keysIn(content);
  while (wanted.length > 0 && looked.size <= MOST_BLOCKS) {
    for (const key of wanted) looked.add(key);
    const rows = await readBlocks(database, workspaceId, wanted);
    for (const row of rows) found.set(row.key, blockOf(row));
    wanted = [...new Set(rows.flatMap((row) => keysIn(blockOf(row))))].filter((key) => !looked.has(key));
  }
  return found;
}

/** A stored block as a source: without parts that are not there. */
export function blockOf({ mjml, html, text, locales }: StoredBlock): TranslatedBlock {
  return {
    ...(mjml === null ? {} : { mjml }),
    ...(html === null ? {} : { html }),
    ...(text === null ? {} : { text }),
    ...(locales === null
      ? {}
      : { locales: locales as JsonObject & { readonly [locale: string]: BlockSource } }),
  };
}

/** The keys of the blocks that are named in any text of a content, in any language. */
function keysIn(content: object): readonly string[] {
  const keys = Object.values(content).flatMap((part: unknown): readonly (string | null)[] => {
    if (typeof part === 'string') return blockTagsIn(part).map(({ key }) => key);
    return typeof part === 'object' && part !== null ? keysIn(part) : [];
  });
  return [...new Set(keys.filter((key) => key !== null))];
}
