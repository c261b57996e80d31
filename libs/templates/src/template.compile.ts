import type { Liquid } from 'liquidjs';

import { findUnsafeHtml } from './html-safety';
import { limits } from './limits';
import { openLiquid } from './liquid.engine';
import { liquidProblem, unknownNames } from './liquid.problems';
import { compileMjml } from './mjml.compile';
import { withPreheader } from './preheader';
import { protectLiquid } from './protected-liquid';
import type { Compilation, TemplatePart, TemplateProblem, TemplateSource } from './template.contract';
import { positionAt } from './text-position';

const PARTS = ['subject', 'preheader', 'mjml', 'html', 'text'] as const;
const plain = openLiquid('plain');
const html = openLiquid('html');

/**
 * Makes a template ready for rendering, once, when it is saved: checks the Liquid of all parts, turns MJML into
 * HTML, refuses what could run code. For templates of strangers use `Renderer.compile`, which does it in a
 * thread with limits.
 */
export async function compileTemplate(source: TemplateSource): Promise<Compilation> {
  const problems = [...missingParts(source)];
  const warnings: TemplateProblem[] = [];
  for (const part of PARTS) {
    const written = source[part];
    if (written === undefined) continue;
    if (written.length > limits.sourceCharacters) {
      problems.push(tooLong(part));
      continue;
    }
    const checked = checkLiquid(part === 'mjml' || part === 'html' ? html : plain, part, written);
    problems.push(...checked.problems);
    warnings.push(...checked.warnings);
  }
  if (problems.length > 0) return { kind: 'problems', problems };

  const preheader = source.preheader ?? null;
  const body = await compileBody(source, preheader);
  problems.push(...body.problems);
  warnings.push(...body.warnings);
  if (problems.length > 0) return { kind: 'problems', problems };
  const compiled = { subject: source.subject, preheader, html: body.html, text: source.text ?? null };
  return { kind: 'compiled', compiled, warnings };
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

function checkLiquid(engine: Liquid, part: TemplatePart, written: string): Omit<Body, 'html'> {
  try {
    const parsed = engine.parse(written);
    const isSearched = written.length <= limits.analysedCharacters;
    return { problems: [], warnings: isSearched ? unknownNames(part, parsed) : [] };
  } catch (error) {
    return { problems: [liquidProblem(part, error)], warnings: [] };
  }
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
