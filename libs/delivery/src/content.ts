import * as stored from '#database';
import type { Database, StoredTemplate } from '#database';
import type { JsonObject } from '#conditions';
import { UserError } from '#faults';
import { keySchema } from '#journey';
import type { CompiledTemplate, Renderer, TemplateProblem, TemplateSource } from '#templates';

/** Where templates are kept and compiled. */
export interface ContentShelf {
  readonly database: Database;
  readonly renderer: Renderer;
}

/** What a template says in another language; what is left out is as in the template itself. */
export type Translation = Partial<TemplateSource>;

/** A template to save, and itself in other languages, by locale. */
export interface TranslatedSource extends TemplateSource {
  readonly locales?: { readonly [locale: string]: Translation } | undefined;
}

/** A finding about a template; of a translation, with its locale. */
export type PlacedProblem = TemplateProblem & { readonly locale?: string };

/**
 * Compiles and saves a template. @throws UserError 422 `template-has-problems`, with line and column of each; 422
 * `invalid-key`
 */
export async function saveTemplate(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  { locales = {}, ...source }: TranslatedSource,
): Promise<{ readonly template: StoredTemplate; readonly warnings: readonly PlacedProblem[] }> {
  requireKey(key);
  const own = await compile(renderer, source);
  const translations: Record<string, CompiledTemplate> = {};
  const problems: PlacedProblem[] = [...own.problems];
  const warnings: PlacedProblem[] = [...own.warnings];
  for (const [locale, translation] of Object.entries(locales)) {
    const made = await compile(renderer, translated(source, translation));
    if (made.compiled) translations[locale] = made.compiled;
    problems.push(...made.problems.map((problem) => ({ ...problem, locale })));
    warnings.push(...made.warnings.map((warning) => ({ ...warning, locale })));
  }
  if (problems.length > 0) throw problemsError(problems);
  const { subject, preheader, mjml, html, text } = source;
  const isTranslated = Object.keys(locales).length > 0;
  await stored.saveTemplate(database, workspaceId, {
    ...{ key, subject },
    preheader: preheader ?? null,
    mjml: mjml ?? null,
    html: html ?? null,
    text: text ?? null,
    locales: isTranslated ? (locales as unknown as JsonObject) : null,
    compiled: {
      ...own.compiled,
      ...(isTranslated ? { locales: translations } : {}),
    } as unknown as JsonObject,
  });
  return { template: await findTemplate(database, workspaceId, key), warnings };
}

async function compile(
  renderer: Renderer,
  source: TemplateSource,
): Promise<{
  readonly compiled: CompiledTemplate | null;
  readonly problems: readonly TemplateProblem[];
  readonly warnings: readonly TemplateProblem[];
}> {
  const result = await renderer.compile(source);
  if (result.kind === 'problems') return { compiled: null, problems: result.problems, warnings: [] };
  return {
    compiled: result.compiled,
    problems: [],
    warnings: [...result.warnings, ...missingWayOut(source)],
  };
}

/** A translation as a whole. Its body is its own, or the one of the template: never half of each. */
function translated(source: TemplateSource, translation: Translation): TemplateSource {
  const { mjml, html, text, ...head } = source;
  const hasBody = [translation.mjml, translation.html, translation.text].some((part) => part !== undefined);
  const body = {
    ...(mjml === undefined ? {} : { mjml }),
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
  };
  return { ...head, ...(hasBody ? {} : body), ...translation };
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
