export { listBlocks, listTemplates, type StoredBlock, type StoredTemplate } from '#database';
export type { TranslatedBlock, TranslatedSource } from './compile-content';
export type { ContentShelf } from './content-shelf';
export { compileOwn, keepContents, lookIntoContents } from './journey-contents';
export { deleteBlock, findBlock, saveBlock } from './save-block';
export { deleteTemplate, findTemplate, saveTemplate } from './save-template';
export { inLanguageOf, type TranslatedTemplate } from './template-locale';
