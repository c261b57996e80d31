import * as stored from '#database';
import type { Database, StoredTemplate } from '#database';
import type { Json, JsonObject } from '#conditions';
import { UserError } from '#faults';
import { keySchema, missingName } from '#journey';
import type { TemplateSource } from '#templates';
import {
  compileContent,
  translated,
  type CompiledContent,
  type PlacedProblem,
  type TranslatedSource,
} from './compile-content';
import type { ContentShelf } from './content-shelf';

/**
 * Compiles and saves a template. @throws UserError 422 `template-has-problems`, with line and column of each; 422
 * `invalid-key`
 */
export async function saveTemplate(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  source: TranslatedSource,
): Promise<{ readonly template: StoredTemplate; readonly warnings: readonly PlacedProblem[] }> {
  requireKey(key);
  const content = await compileContent(renderer, source);
  if (!content.compiled) throw problemsError(content.problems);
  await stored.saveTemplate(database, workspaceId, rowOf(key, source, content));
  const template = await findTemplate(database, workspaceId, key);
  return { template, warnings: [...namesMissing(content), ...content.warnings, ...waysOutMissing(source)] };
}

/** A content that compiled, as it is stored. */
export function rowOf(
  key: string,
  { subject, preheader, mjml, html, text, locales = {} }: TranslatedSource,
  { compiled, reads }: CompiledContent,
): stored.TemplateToStore {
  return {
    ...{ key, subject },
    preheader: preheader ?? null,
    mjml: mjml ?? null,
    html: html ?? null,
    text: text ?? null,
    locales: Object.keys(locales).length > 0 ? (locales as unknown as JsonObject) : null,
    compiled: compiled as unknown as JsonObject,
    reads: reads as unknown as readonly Json[],
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

function waysOutMissing({ locales = {}, ...source }: TranslatedSource): readonly PlacedProblem[] {
  const others = Object.entries(locales).flatMap(([locale, translation]) =>
    missingWayOut(translated(source, translation)).map((problem) => ({ ...problem, locale })),
  );
  return [...missingWayOut(source), ...others];
}

/** Which message a template is for is not known here: a footer is given to marketing only. */
function missingWayOut({ mjml, html, text }: TemplateSource): readonly PlacedProblem[] {
  const written = mjml ?? html ?? text ?? '';
  if (/\blinks\s*\.\s*unsubscribe\b/.test(written)) return [];
  const part = mjml === undefined ? (html === undefined ? 'text' : 'html') : 'mjml';
  const sentence = 'It has no unsubscribe link: marketing messages get a footer with one.';
  const hint = 'Write {{ links.unsubscribe }} as the address of a link.';
  return [{ part, line: null, column: null, sentence, hint }];
}

function requireKey(key: string): void {
  const parsed = keySchema.safeParse(key);
  if (parsed.success) return;
  throw new UserError({
    status: 422,
    code: 'invalid-key',
    detail: `'${key.slice(0, 100)}' cannot be a template's key.`,
    hint: parsed.error.issues[0]?.message ?? '',
  });
}

function templateNotFound(key: string): UserError {
  return new UserError({
    status: 404,
    code: 'template-not-found',
    detail: `There is no template '${key.slice(0, 100)}' in this workspace.`,
    hint: 'List the templates with GET /v1/templates, or save this one with PUT /v1/templates/:key.',
  });
}

function problemsError(problems: readonly PlacedProblem[]): UserError {
  const [first] = problems;
  return new UserError({
    status: 422,
    code: 'template-has-problems',
    detail:
      `The template cannot be used${first?.locale === undefined ? '' : ` in '${first.locale}'`}. ${first?.sentence ?? ''}`.trim(),
    hint: first?.hint ?? '',
    errors: problems.map(({ part, sentence, locale }) => ({
      path: locale === undefined ? `/${part}` : `/locales/${locale}/${part}`,
      code: 'template-error',
      message: sentence,
    })),
    more: { problems },
  });
}
