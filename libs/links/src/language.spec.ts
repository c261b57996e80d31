import { chooseLanguage } from './index';

describe('the language of a recipient', () => {
  test.each<[attributes: object, workspace: string, language: string]>([
    [{ locale: 'pt-BR' }, 'en', 'pt-BR'],
    [{ locale: 'pt_PT' }, 'en', 'pt-BR'],
    [{ locale: 'ES-mx' }, 'en', 'es'],
    [{ locale: 'en' }, 'pt-BR', 'en'],
    [{ language: 'es' }, 'en', 'es'],
    [{ locale: 'fr', language: 'es' }, 'en', 'es'],
    [{ locale: 'fr' }, 'pt-BR', 'pt-BR'],
    [{ locale: 'english' }, 'pt-BR', 'pt-BR'],
    [{ locale: ['pt'] }, 'es', 'es'],
    [{ locale: '' }, 'de', 'en'],
    [{}, '', 'en'],
  ])('%j in a workspace of %s: %s', (attributes, workspace, language) => {
    expect(chooseLanguage(attributes as { [name: string]: unknown }, workspace)).toBe(language);
  });
});
