/** The languages of what recipients read. */
export const languages = ['pt-BR', 'en', 'es'] as const;
export type Language = (typeof languages)[number];

/**
 * The language in which a recipient is spoken to: what the profile says (`locale`, else `language`), else the workspace's,
 * else English. `pt_PT` and `pt` are served with Portuguese, as they are closest to it.
 */
export function chooseLanguage(
  attributes: { readonly [name: string]: unknown },
  workspaceLocale: string,
): Language {
  for (const said of [attributes['locale'], attributes['language'], workspaceLocale]) {
    const language =
      typeof said === 'string' ? /^[a-z]{2}(?![a-z])/i.exec(said)?.[0].toLowerCase() : undefined;
    const found = languages.find((one) => one.slice(0, 2) === language);
    if (found) return found;
  }
  return 'en';
}
