import type { FilterThis } from './filter';
import { FilterUseError } from './filter-use.error';
import { keptFormatter } from './formatters';
import { localeOf } from './reader';

/**
 * The word for a count, by the rules of the person's language (Unicode CLDR plural categories):
 * `{{ n }} {{ n | plural: 'item', 'items' }}`, or by name where a language has more forms:
 * `{{ n | plural: one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' }}`.
 */
export function plural(this: FilterThis, count: unknown, ...words: readonly unknown[]): string {
  const named = new Map(words.filter(isNamed));
  const [one, other] = words.filter((word) => !isNamed(word));
  const forms = new Map<string, unknown>([['one', one], ['other', other ?? one], ...named]);
  if (forms.get('other') === undefined)
    throw new FilterUseError("plural needs its words: plural: 'item', 'items'");
  const language = localeOf(this.context);
  const rules = keptFormatter(`plural ${language}`, () => new Intl.PluralRules(language));
  const number = Number(count ?? 0);
  const category = rules.select(Number.isFinite(number) ? number : 0);
  return String(forms.get(category) ?? forms.get('other'));
}

function isNamed(word: unknown): word is [string, unknown] {
  return Array.isArray(word);
}
