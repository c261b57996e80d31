export { blockTagsIn } from './blocks/block-tags';
export { openRenderer, type Renderer, type RendererOptions } from './renderer';
export { RendererUnavailableError } from './renderer.error';
export { compileTemplate } from './template.compile';
export type {
  Blocks,
  BlockSource,
  Compilation,
  CompiledTemplate,
  Rendered,
  RenderFault,
  TemplatePart,
  TemplateProblem,
  TemplateRead,
  TemplateSource,
} from './template.contract';
export { appendToBody } from './links/append-to-body';
export { rewriteHtmlLinks } from './links/html-links';
export { linkTarget, type Rewrite } from './links/link-target';
export { rewriteTextLinks } from './links/text-links';
