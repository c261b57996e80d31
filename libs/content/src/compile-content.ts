import type {
  Blocks,
  BlockSource,
  CompiledTemplate,
  Renderer,
  TemplateProblem,
  TemplateRead,
  TemplateSource,
} from '#templates';
import { nearestLocale, type TranslatedTemplate } from './template-locale';

/** What a template says in another language; what is left out is as in the template itself. */
export type Translation = Partial<Omit<TemplateSource, 'blocks'>>;

/** What a message says, and the same in other languages, by locale. */
export interface TranslatedSource extends Omit<TemplateSource, 'blocks'> {
  readonly locales?: { readonly [locale: string]: Translation } | undefined;
}

/** A piece that templates share, and the same in other languages; what one leaves out is as in the block itself. */
export interface TranslatedBlock extends BlockSource {
  readonly locales?: { readonly [locale: string]: BlockSource } | undefined;
}

/** Blocks by their keys. */
export type TranslatedBlocks = ReadonlyMap<string, TranslatedBlock>;

/** A finding about a content; of a translation, with its locale. */
export type PlacedProblem = TemplateProblem & { readonly locale?: string };
export type PlacedRead = TemplateRead & { readonly locale?: string };

/** A content in all its languages, ready to be rendered, or what is wrong with it. */
export interface CompiledContent {
  /** Null where there are problems. */
  readonly compiled: TranslatedTemplate | null;
  readonly problems: readonly PlacedProblem[];
  readonly warnings: readonly PlacedProblem[];
  readonly reads: readonly PlacedRead[];
}

/** Compiles a content in all its languages, with the blocks that it names in the same. */
export async function compileContent(
  renderer: Renderer,
  { locales = {}, ...source }: TranslatedSource,
  blocks: TranslatedBlocks,
): Promise<CompiledContent> {
  const own = await compile(renderer, { ...source, ...blocksIn(null, blocks) });
  const problems: PlacedProblem[] = [...own.problems];
  const warnings: PlacedProblem[] = [...own.warnings];
  const reads: PlacedRead[] = [...own.reads];
  const translations: Record<string, CompiledTemplate> = {};
  for (const [locale, translation] of Object.entries(locales)) {
    const made = await compile(renderer, {
      ...translated(source, translation),
      ...blocksIn(locale, blocks),
    });
    if (made.compiled) translations[locale] = made.compiled;
    problems.push(...made.problems.map((problem) => ({ ...problem, locale })));
    warnings.push(...made.warnings.map((warning) => ({ ...warning, locale })));
    reads.push(...made.reads.map((read) => ({ ...read, locale })));
  }
  const isTranslated = Object.keys(locales).length > 0;
  const whole = own.compiled && { ...own.compiled, ...(isTranslated ? { locales: translations } : {}) };
  return { compiled: problems.length > 0 ? null : whole, problems, warnings, reads };
}

interface Compiled extends Omit<CompiledContent, 'compiled'> {
  readonly compiled: CompiledTemplate | null;
}

async function compile(renderer: Renderer, source: TemplateSource): Promise<Compiled> {
  const result = await renderer.compile(source);
  if (result.kind === 'problems')
    return { compiled: null, problems: result.problems, warnings: [], reads: [] };
  return { ...result, problems: [] };
}

/** What is given to the compiler of blocks, in a language; null = as they are themselves. Nothing where there are none. */
export function blocksIn(locale: string | null, blocks: TranslatedBlocks): { readonly blocks?: Blocks } {
  if (blocks.size === 0) return {};
  const all = [...blocks].map(([key, { locales = {}, ...own }]) => {
    const chosen = locale === null ? undefined : nearestLocale(locale, Object.keys(locales));
    return [key, { ...own, ...(chosen === undefined ? {} : locales[chosen]) }] as const;
  });
  return { blocks: Object.fromEntries(all) };
}

/** A translation as a whole. Its body is its own, or the one of the template: never half of each. */
function translated(source: Omit<TemplateSource, 'blocks'>, translation: Translation): TemplateSource {
  const { mjml, html, text, ...head } = source;
  const hasBody = [translation.mjml, translation.html, translation.text].some((part) => part !== undefined);
  const body = {
    ...(mjml === undefined ? {} : { mjml }),
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
  };
  return { ...head, ...(hasBody ? {} : body), ...translation };
}
