import type { Liquid } from 'liquidjs';

import { expandBlocks } from './blocks/expand-blocks';
import { relocateIn, tellOrigin } from './blocks/relocate';
import { findUnsafeHtml } from './html-safety';
import { limits } from './limits';
import { openLiquid } from './liquid.engine';
import { liquidProblem } from './liquid.problems';
import { compileMjml } from './mjml.compile';
import { withPreheader } from './preheader';
import { protectLiquid } from './protected-liquid';
import type {
  Compilation,
  TemplatePart,
  TemplateProblem,
  TemplateRead,
  TemplateSource,
} from './template.contract';
import { readsOf } from './template.reads';
import { positionAt, positionsIn } from './text-position';

const PARTS = ['subject', 'preheader', 'mjml', 'html', 'text'] as const;
const plain = openLiquid('plain');
const html = openLiquid('html');

/**
 * Makes a template ready for rendering, once, when it is saved: puts its blocks in, checks the Liquid of all parts, turns
 * MJML into HTML, refuses what could run code. For templates of strangers use `Renderer.compile`, which does it in a
 * thread with limits.
 */
export async function compileTemplate({ blocks = {}, ...template }: TemplateSource): Promise<Compilation> {
  const problems = [...missingParts(template)];
  const reads: TemplateRead[] = [];
  const relocate = new Map<TemplatePart, <F extends TemplateProblem | TemplateRead>(found: F) => F>();
  const whole: { [P in TemplatePart]?: string } = {};
  for (const part of PARTS) {
    const written = template[part];
    if (written === undefined) continue;
    const expanded = expandBlocks(part, written, blocks);
    const relocated = relocateIn(expanded, written, blocks);
    relocate.set(part, relocated);
    whole[part] = expanded.text;
    if (expanded.text.length > limits.sourceCharacters) {
      problems.push(tooLong(part));
      continue;
    }
    const misused = expanded.problems.map(({ sentence, hint, ...origin }) => ({
      ...{ part, ...tellOrigin(origin, written, blocks), sentence, hint },
    }));
    const checked = checkLiquid(part === 'mjml' || part === 'html' ? html : plain, part, expanded.text);
    problems.push(...misused, ...checked.problems.map(relocated));
    reads.push(...checked.reads.map(relocated));
  }
  if (problems.length > 0) return { kind: 'problems', problems };

  const source = { ...template, ...whole };
  const preheader = source.preheader ?? null;
  const body = await compileBody(source, preheader);
  const inBody = relocate.get(source.mjml === undefined ? 'html' : 'mjml') ?? ((found) => found);
  if (body.problems.length > 0) return { kind: 'problems', problems: body.problems.map(inBody) };
  const compiled = { subject: source.subject, preheader, html: body.html, text: source.text ?? null };
  return { kind: 'compiled', compiled, reads: distinct(reads), warnings: body.warnings.map(inBody) };
}

interface Body {
  readonly html: string | null;
  readonly problems: readonly TemplateProblem[];
  readonly warnings: readonly TemplateProblem[];
}

async function compileBody(source: TemplateSource, preheader: string | null): Promise<Body> {
  const written = source.mjml ?? source.html;
  if (written === undefined) return { html: null, problems: [], warnings: [] };
  const part = source.mjml === undefined ? 'html' : 'mjml';
  const shield = protectLiquid(written);
  const made =
    part === 'mjml' ? await compileMjml(written, shield) : { html: shield.text, problems: [], warnings: [] };
  if (made.problems.length > 0) return { ...made, html: null };
  const unsafe = findUnsafeHtml(made.html)
    .slice(0, limits.problems)
    .map(({ offset, sentence, hint }): TemplateProblem => {
      const position = part === 'html' ? positionAt(written, shield.sourceOffset(offset)) : null;
      return { part, line: position?.line ?? null, column: position?.column ?? null, sentence, hint };
    });
  const whole = withPreheader(made.html, preheader, shield.restore);
  // The Liquid of MJML was checked as written; here it must still be whole as MJML arranged it.
  const checked = part === 'mjml' && unsafe.length === 0 ? checkLiquid(html, part, whole) : { problems: [] };
  const misplaced = checked.problems.map((problem) => ({ ...problem, line: null, column: null }));
  return {
    html: whole,
    problems: [...unsafe, ...misplaced],
    warnings: [...made.warnings, ...clippingWarning(part, whole)],
  };
}

function missingParts(source: TemplateSource): readonly TemplateProblem[] {
  const at = (part: TemplatePart, sentence: string, hint: string): TemplateProblem[] => [
    { part, line: null, column: null, sentence, hint },
  ];
  if (source.subject.trim() === '') return at('subject', 'The subject is empty.', 'Write one.');
  if (source.mjml !== undefined && source.html !== undefined) {
    return at('html', 'A template has either MJML or HTML.', 'Remove one of the two.');
  }
  if (source.mjml === undefined && source.html === undefined && source.text === undefined) {
    return at('mjml', 'The template has no body.', 'Give it mjml, html or text.');
  }
  return [];
}

interface CheckedLiquid {
  readonly problems: readonly TemplateProblem[];
  readonly reads: readonly TemplateRead[];
}

function checkLiquid(engine: Liquid, part: TemplatePart, written: string): CheckedLiquid {
  try {
    const found = readsOf(engine.parse(written));
    const placeOf = positionsIn(written);
    return { problems: [], reads: found.map(({ keys, begin }) => ({ part, ...placeOf(begin), keys })) };
  } catch (error) {
    return { problems: [liquidProblem(part, error)], reads: [] };
  }
}

/** Each name once, where the first part that reads it has it. */
function distinct(reads: readonly TemplateRead[]): readonly TemplateRead[] {
  const byName = new Map(reads.toReversed().map((read) => [JSON.stringify(read.keys), read]));
  return [...byName.values()].toReversed().slice(0, limits.reads);
}

function tooLong(part: TemplatePart): TemplateProblem {
  const sentence = `This part is longer than ${limits.sourceCharacters} characters.`;
  return { part, line: null, column: null, sentence, hint: 'Make it shorter.' };
}

function clippingWarning(part: TemplatePart, compiled: string): readonly TemplateProblem[] {
  const bytes = Buffer.byteLength(compiled);
  if (bytes <= limits.gmailBytes) return [];
  const sentence = `The HTML has ${Math.round(bytes / 1024)} KB; Gmail cuts a message off after 102 KB.`;
  return [{ part, line: null, column: null, sentence, hint: 'Use fewer sections, or shorten their styles.' }];
}
