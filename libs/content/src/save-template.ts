import * as stored from '#database';
import type { Database, StoredTemplate } from '#database';
import { UserError } from '#faults';
import { missingName } from '#journey';
import type { CompiledTemplate } from '#templates';
import { contentRefused } from './content-refused';
import type { CompiledContent, PlacedProblem, TranslatedSource } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { requireKey } from './require-key';
import { storeContent } from './store-content';
import type { TranslatedTemplate } from './template-locale';

/**
 * Compiles and saves a template. @throws UserError 422 `template-has-problems`, with line and column of each; 422
 * `invalid-key`
 */
export async function saveTemplate(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  source: TranslatedSource,
): Promise<{ readonly template: StoredTemplate; readonly warnings: readonly PlacedProblem[] }> {
  requireKey('template', key);
  const content = await storeContent(shelf, workspaceId, key, source);
  if (!content.compiled) {
    const [first] = content.problems;
    const where = first?.locale === undefined ? '' : ` in '${first.locale}'`;
    const what = `The template cannot be used${where}`;
    throw contentRefused('template-has-problems', what, content.problems);
  }
  const template = await findTemplate(shelf.database, workspaceId, key);
  return {
    template,
    warnings: [...namesMissing(content), ...content.warnings, ...waysOutMissing(content.compiled)],
  };
}

/** @throws UserError 404 `template-not-found` */
export async function findTemplate(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredTemplate> {
  const template = await stored.findTemplate(database, workspaceId, key);
  if (!template) throw templateNotFound(key);
  return template;
}

/** @throws UserError 404 `template-not-found` */
export async function deleteTemplate(database: Database, workspaceId: string, key: string): Promise<void> {
  if (!(await stored.deleteTemplate(database, workspaceId, key))) throw templateNotFound(key);
}

/** Names that are missing in every message; what steps leave, a journey knows that names the template. */
function namesMissing({ reads }: CompiledContent): readonly PlacedProblem[] {
  return reads.flatMap(({ keys, ...place }) => {
    const missing = missingName(keys);
    return missing ? [{ ...place, ...missing }] : [];
  });
}

function waysOutMissing({ locales = {}, ...own }: TranslatedTemplate): readonly PlacedProblem[] {
  const others = Object.entries(locales).flatMap(([locale, translation]) =>
    missingWayOut(translation).map((problem) => ({ ...problem, locale })),
  );
  return [...missingWayOut(own), ...others];
}

/** Which message a template is for is not known here: a footer is given to marketing only. */
function missingWayOut({ html, text }: CompiledTemplate): readonly PlacedProblem[] {
  if (/\blinks\s*\.\s*unsubscribe\b/.test(html ?? text ?? '')) return [];
  const sentence = 'It has no unsubscribe link: marketing messages get a footer with one.';
  const hint = 'Write {{ links.unsubscribe }} as the address of a link.';
  return [{ part: html === null ? 'text' : 'html', line: null, column: null, sentence, hint }];
}

function templateNotFound(key: string): UserError {
  return new UserError({
    status: 404,
    code: 'template-not-found',
    detail: `There is no template '${key.slice(0, 100)}' in this workspace.`,
    hint: 'List the templates with GET /v1/templates, or save this one with PUT /v1/templates/:key.',
  });
}
