import { readNamesInTemplates } from '#database';
import {
  wordingsOf,
  type ContentFindings,
  type ContentRead,
  type EmailContent,
  type Journey,
} from '#journey';
import { blocksOf } from './blocks-of';
import { compileContent, type CompiledContent, type TranslatedSource } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { storeContent } from './store-content';

/** What there is to say about what a journey says: the templates that it names, and the contents of its own steps. */
export async function lookIntoContents(
  shelf: ContentShelf,
  workspaceId: string,
  journey: Journey,
): Promise<ReadonlyMap<string, ContentFindings>> {
  const { templates, contents } = wordingsOf(journey);
  const named = await readNamesInTemplates(shelf.database, workspaceId, [...templates]);
  const findings = new Map<string, ContentFindings>();
  for (const [key, reads] of named)
    findings.set(key, { problems: [], warnings: [], reads: reads as unknown as readonly ContentRead[] });
  for (const [key, content] of contents) findings.set(key, await compileOwn(shelf, workspaceId, content));
  return findings;
}

/** Keeps the contents of a journey's own steps, so that they can be rendered: before anybody can come to them. */
export async function keepContents(
  shelf: ContentShelf,
  workspaceId: string,
  journey: Journey,
): Promise<void> {
  for (const [key, content] of wordingsOf(journey).contents)
    await storeContent(shelf, workspaceId, key, sourceOf(content));
}

/** Compiles the content of a step, with the blocks that it names as they are now. */
export async function compileOwn(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  content: EmailContent,
): Promise<CompiledContent> {
  const source = sourceOf(content);
  return compileContent(renderer, source, await blocksOf(database, workspaceId, source));
}

/** What a step says as a source: without parts that are not there. */
function sourceOf(content: EmailContent): TranslatedSource {
  const parts = Object.entries(content).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts) as unknown as TranslatedSource;
}
