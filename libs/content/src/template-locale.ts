import type { JsonObject } from '#conditions';
import type { CompiledTemplate } from '#templates';

/** A template as it is stored to be rendered: itself, and itself in other languages, by locale (`en`, `pt-BR`). */
export interface TranslatedTemplate extends CompiledTemplate {
  readonly locales?: { readonly [locale: string]: CompiledTemplate };
}

/**
 * The template in the language of a person: `profile.locale`, else the workspace's. Their very locale comes first, then
 * another of the same language (`en-US` is written to in `en`, `pt` in `pt-BR`), else the template itself.
 */
export function inLanguageOf(
  profile: JsonObject,
  workspaceLocale: string,
  template: TranslatedTemplate,
): CompiledTemplate {
  const { locales = {} } = template;
  const said = profile['locale'];
  const wanted = typeof said === 'string' && said !== '' ? said : workspaceLocale;
  const chosen = nearestLocale(wanted, Object.keys(locales));
  return (chosen === undefined ? undefined : locales[chosen]) ?? template;
}

/** The locale that comes nearest to another: itself, its language, another form of its language. */
export function nearestLocale(wanted: string, there: readonly string[]): string | undefined {
  const tag = normal(wanted);
  return (
    there.find((locale) => normal(locale) === tag) ??
    there.find((locale) => normal(locale) === languageOf(tag)) ??
    there.find((locale) => languageOf(normal(locale)) === languageOf(tag))
  );
}

/** Some systems write `pt_BR`, some `pt-br`. */
function normal(locale: string): string {
  return locale.toLowerCase().replaceAll('_', '-');
}

function languageOf(locale: string): string {
  return locale.split('-', 1)[0] ?? '';
}
