import type { Json, JsonObject } from '#conditions';
import { inLanguageOf } from './template-locale';

const part = (subject: string) => ({ subject, preheader: null, html: null, text: subject });
const template = (...locales: readonly string[]) => ({
  ...part('itself'),
  locales: Object.fromEntries(locales.map((locale) => [locale, part(locale)])),
});

describe('a template is rendered in the language of the person', () => {
  it.each<
    [what: string, locales: readonly string[], said: Json | undefined, workspace: string, taken: string]
  >([
    ['their very locale', ['en', 'en-GB'], 'en-GB', 'pt-BR', 'en-GB'],
    ['however it is written', ['pt-BR'], 'pt_br', 'en', 'pt-BR'],
    ['their language', ['en-GB', 'en'], 'en-US', 'pt-BR', 'en'],
    ['another form of their language', ['pt-BR'], 'pt-PT', 'en', 'pt-BR'],
    ['a form of their language, where they name none', ['pt-BR'], 'pt', 'en', 'pt-BR'],
    ['itself, where there is none of their language', ['en'], 'fr', 'en', 'itself'],
    ["the workspace's, where they say nothing", ['en'], undefined, 'en-US', 'en'],
    ["the workspace's, where it is no locale", ['en'], 7, 'en', 'en'],
    ['itself, where nothing is said', ['en'], '', 'pt-BR', 'itself'],
    ['itself, where what is said means something to JavaScript', [], '__proto__', 'constructor', 'itself'],
  ])('%s', (_, locales, said, workspace, taken) => {
    const profile: JsonObject = said === undefined ? {} : { locale: said };
    expect(inLanguageOf(profile, workspace, template(...locales)).subject).toBe(taken);
  });

  it('as it stands, where it was saved without languages', () => {
    expect(inLanguageOf({ locale: 'en' }, 'en', part('itself')).subject).toBe('itself');
  });
});
