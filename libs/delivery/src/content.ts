import * as stored from '#database';
import type { Database, StoredTemplate } from '#database';
import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { keySchema } from '#journey';
import type { Renderer, TemplateProblem, TemplateSource } from '#templates';

/** Where templates are kept and compiled. */
export interface ContentShelf {
  readonly database: Database;
  readonly renderer: Renderer;
}

/**
 * Compiles and saves a template. @throws UserError 422 `template-has-problems`, with line and column of each; 422
 * `invalid-key`
 */
export async function saveTemplate(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  source: TemplateSource,
): Promise<{ readonly template: StoredTemplate; readonly warnings: readonly TemplateProblem[] }> {
  requireKey(key);
  const result = await renderer.compile(source);
  if (result.kind === 'problems') throw problemsError(result.problems);
  const { subject, preheader, mjml, html, text } = source;
  await stored.saveTemplate(database, workspaceId, {
    key,
    subject,
    preheader: preheader ?? null,
    mjml: mjml ?? null,
    html: html ?? null,
    text: text ?? null,
    compiled: result.compiled as unknown as JsonObject,
  });
  const warnings = [...result.warnings, ...missingWayOut(source)];
  return { template: await findTemplate(database, workspaceId, key), warnings };
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

/** Which message a template is for is not known here: a footer is given to marketing only. */
function missingWayOut({ mjml, html, text }: TemplateSource): readonly TemplateProblem[] {
  const written = mjml ?? html ?? text ?? '';
  if (/\blinks\s*\.\s*unsubscribe\b/.test(written)) return [];
  const part = mjml === undefined ? (html === undefined ? 'text' : 'html') : 'mjml';
  const sentence = 'It has no unsubscribe link: marketing messages get a footer with one.';
  return [
    {
      part,
      line: null,
      column: null,
      sentence,
      hint: 'Write {{ links.unsubscribe }} as the address of a link.',
    },
  ];
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

function problemsError(problems: readonly TemplateProblem[]): UserError {
  const [first] = problems;
  return new UserError({
    status: 422,
    code: 'template-has-problems',
    detail: `The template cannot be used. ${first?.sentence ?? ''}`.trim(),
    hint: first?.hint ?? '',
    errors: problems.map(({ part, sentence }) => ({
      path: `/${part}`,
      code: 'template-error',
      message: sentence,
    })),
    more: { problems },
  });
}
