import { listTemplatesWithBlock } from '#database';
import type { Blocks, TemplateSource } from '#templates';
import { blocksOf } from './blocks-of';
import { blocksIn, compileContent, type PlacedProblem, type TranslatedBlock } from './compile-content';
import type { ContentShelf } from './content-shelf';
import { sourceOfTemplate } from './renew-template';

/** A finding about a block: in itself, or in a template that it is put into. */
export type BlockProblem = PlacedProblem & { readonly template?: string };

const FORMS = ['mjml', 'html', 'text'] as const;

/** What is wrong with a block by itself, in any of its languages. Of MJML, which may be any piece of it, the Liquid. */
export async function problemsInBlock(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  { locales = {}, ...own }: TranslatedBlock,
): Promise<readonly BlockProblem[]> {
  const whole = { ...own, locales };
  const blocks = new Map([...(await blocksOf(database, workspaceId, whole)), [key, whole]]);
  const found: BlockProblem[] = [];
  for (const [locale, variant] of [[null, own] as const, ...Object.entries(locales)]) {
    const others = blocksIn(locale, blocks).blocks ?? {};
    for (const form of FORMS) {
      const written = variant[form];
      if (written === undefined) continue;
      const compilation = await renderer.compile(alone(form, written, others));
      const problems = compilation.kind === 'problems' ? compilation.problems : [];
      found.push(
        ...problems.map((problem) => ({ ...problem, part: form, ...(locale === null ? {} : { locale }) })),
      );
    }
  }
  return found;
}

/** A form of a block as a message of its own. */
function alone(form: (typeof FORMS)[number], written: string, blocks: Blocks): TemplateSource {
  if (form !== 'mjml') return { subject: 'x', [form]: written, blocks };
  const asText = Object.entries(blocks).map(([key, { mjml, html }]) => {
    const text = mjml ?? html;
    return [key, text === undefined ? {} : { text }] as const;
  });
  return { subject: 'x', text: written, blocks: Object.fromEntries(asText) };
}

/** What would be wrong with the templates that a block is put into, were it another one. */
export async function problemsInTemplates(
  { database, renderer }: ContentShelf,
  workspaceId: string,
  key: string,
  block: TranslatedBlock,
): Promise<readonly BlockProblem[]> {
  const found: BlockProblem[] = [];
  for (const template of await listTemplatesWithBlock(database, workspaceId, key)) {
    const source = sourceOfTemplate(template);
    const blocks = new Map([...(await blocksOf(database, workspaceId, { source, block })), [key, block]]);
    const { problems } = await compileContent(renderer, source, blocks);
    found.push(...problems.map((problem) => ({ ...problem, template: template.key })));
  }
  return found;
}
