import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '#conditions';
import { saveTemplate, type CompiledRow } from '#database';
import { blocksOf } from './blocks-of';
import {
  compileContent,
  type CompiledContent,
  type TranslatedBlocks,
  type TranslatedSource,
} from './compile-content';
import type { ContentShelf } from './content-shelf';

/**
 * Compiles a content and stores it under a key; one that has problems is not stored. A block that is saved meanwhile is
 * in it in the end: whoever saves a block looks for contents afterwards, and here blocks are looked at again afterwards.
 */
export async function storeContent(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  source: TranslatedSource,
): Promise<CompiledContent> {
  let blocks = await blocksOf(database, workspaceId, source);
  for (;;) {
    const content = await compileContent(renderer, source, blocks);
    if (!content.compiled) return content;
    const { subject, preheader = null, mjml = null, html = null, text = null, locales = {} } = source;
    await saveTemplate(database, workspaceId, {
      ...{ key, subject, preheader, mjml, html, text },
      locales: Object.keys(locales).length > 0 ? (locales as unknown as JsonObject) : null,
      ...compiledRow(content, blocks),
    });
    const now = await blocksOf(database, workspaceId, source);
    if (isDeepStrictEqual(now, blocks)) return content;
    blocks = now;
  }
}

/** What was made of a content, as it is stored. */
export function compiledRow({ compiled, reads }: CompiledContent, blocks: TranslatedBlocks): CompiledRow {
  return {
    compiled: compiled as unknown as JsonObject,
    reads: reads as unknown as readonly Json[],
    blocks: [...blocks.keys()],
  };
}
