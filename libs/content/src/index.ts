export { listTemplates, type StoredTemplate } from '#database';
export type { ContentShelf } from './content-shelf';
export { deleteTemplate, findTemplate, saveTemplate } from './save-template';
export { keepContents, lookIntoContents, sourceOf } from './journey-contents';
export {
  compileContent,
  type PlacedProblem,
  type TranslatedSource,
  type Translation,
} from './compile-content';
export { inLanguageOf, type TranslatedTemplate } from './template-locale';
