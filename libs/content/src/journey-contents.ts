import { readNamesInTemplates, saveTemplate } from '#database';
import {
  wordingsOf,
  type ContentFindings,
  type ContentRead,
  type EmailContent,
  type Journey,
} from '#journey';
import { compileContent, type TranslatedSource } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { rowOf } from './save-template';

/** What there is to say about what a journey says: the templates that it names, and the contents of its own steps. */
export async function lookIntoContents(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  journey: Journey,
): Promise<ReadonlyMap<string, ContentFindings>> {
  const { templates, contents } = wordingsOf(journey);
  const named = await readNamesInTemplates(database, workspaceId, [...templates]);
  const findings = new Map<string, ContentFindings>();
  for (const [key, reads] of named)
    findings.set(key, { problems: [], warnings: [], reads: reads as unknown as readonly ContentRead[] });
  for (const [key, content] of contents) findings.set(key, await compileContent(renderer, sourceOf(content)));
  return findings;
}

/** Keeps the contents of a journey's own steps, so that they can be rendered: before anybody can come to them. */
export async function keepContents(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  journey: Journey,
): Promise<void> {
  for (const [key, content] of wordingsOf(journey).contents) {
    const source = sourceOf(content);
    const compiled = await compileContent(renderer, source);
    if (!compiled.compiled) throw new Error('a content with problems is not published');
    await saveTemplate(database, workspaceId, rowOf(key, source, compiled));
  }
}

/** What a step says as a source: without parts that are not there. */
export function sourceOf(content: EmailContent): TranslatedSource {
  const parts = Object.entries(content).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts) as unknown as TranslatedSource;
}
