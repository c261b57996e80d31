export { openRenderer, type Renderer, type RendererOptions } from './renderer';
export { RendererUnavailableError } from './renderer.error';
export { compileTemplate } from './template.compile';
export type {
  Compilation,
  CompiledTemplate,
  Rendered,
  RenderFault,
  TemplatePart,
  TemplateProblem,
  TemplateSource,
} from './template.contract';
