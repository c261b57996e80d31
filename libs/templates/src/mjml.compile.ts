import type mjml2htmlType from 'mjml';

import { findUnsafeHtml } from './html-safety';
import { limits } from './limits';
import type { ProtectedLiquid } from './protected-liquid';
import { wrapStrayLiquid } from './stray-liquid';
import type { TemplateProblem } from './template.contract';
import { positionAt } from './text-position';

export interface MjmlCompilation {
  /** HTML with protected Liquid. Only to be used where there are no problems. */
  readonly html: string;
  readonly problems: readonly TemplateProblem[];
  readonly warnings: readonly TemplateProblem[];
}

/**
 * Turns protected MJML into HTML. Liquid may stand in text, in attributes that MJML only passes on, and around
 * elements; where MJML would lose or move it, that is a problem. Reads no file and adds no font of others.
 */
export async function compileMjml(source: string, shield: ProtectedLiquid): Promise<MjmlCompilation> {
  const problems: TemplateProblem[] = [];
  const warnings: TemplateProblem[] = [];
  const report = (list: TemplateProblem[], offset: number | null, sentence: string, hint: string): void => {
    if (list.length >= limits.problems) return;
    const position = offset === null ? null : positionAt(source, shield.sourceOffset(offset));
    list.push({
      part: 'mjml',
      line: position?.line ?? null,
      column: position?.column ?? null,
      sentence,
      hint,
    });
  };

  const stray = wrapStrayLiquid(shield.text, shield.words);
  for (const { offset, severity, sentence, hint } of stray.findings) {
    report(severity === 'error' ? problems : warnings, offset, sentence, hint);
  }
  for (const { offset, sentence, hint } of findUnsafeHtml(shield.text))
    report(problems, offset, sentence, hint);
  if (problems.length > 0) return { html: '', problems, warnings };

  const made = await runMjml(stray.mjml);
  if (made.kind === 'malformed') {
    report(problems, null, made.sentence, 'A document is <mjml><mj-body>...</mj-body></mjml>.');
    return { html: '', problems, warnings };
  }
  const computesNaN = /\bNaN/.test(made.html) && !/\bNaN/.test(shield.text);
  const lines = lineOffsets(shield.text);
  for (const error of made.errors) {
    const offset = lines[error.line - 1] ?? null;
    const holdsLiquid = error.message.search(shield.words) >= 0;
    const sentence = `<${error.tagName}>: ${shield.restore(error.message).trim()}.`;
    if (/doesn't exist|cannot be used inside/.test(error.message)) {
      report(problems, offset, sentence, 'Use the elements of MJML, each inside those that may hold it.');
    } else if (!holdsLiquid) report(warnings, offset, sentence, 'MJML ignores what it does not understand.');
    else if (computesNaN) report(problems, offset, sentence, COMPUTED);
  }
  if (computesNaN && problems.length === 0) {
    report(problems, null, 'A width, padding or border of the MJML holds Liquid.', COMPUTED);
  }
  const html = stray.lead + made.html;
  const places = placesOf(html, shield.words);
  for (const mark of shield.marks) {
    if (places.has(mark.word)) continue;
    const sentence = `MJML drops ${shield.restore(mark.word)} at this place.`;
    report(mark.isTag ? problems : warnings, mark.at, sentence, 'Put it into text or around an element.');
  }
  if (!keepsOrder(places, stray.wrapped)) {
    report(
      problems,
      null,
      'MJML moves Liquid that stands between elements.',
      'Put it around whole sections or columns.',
    );
  }
  return { html, problems, warnings };
}

const COMPUTED =
  'MJML computes with this value when the template is saved: write it out, or put {% if %} around the element.';

type MjmlErrors = Awaited<ReturnType<typeof mjml2htmlType>>['errors'];

type Made = { kind: 'made'; html: string; errors: MjmlErrors } | { kind: 'malformed'; sentence: string };

async function runMjml(mjml: string): Promise<Made> {
  // Loaded when first needed: it takes 0.7 s and 60 MB, which a process that only renders should not pay.
  const mjml2html = require('mjml') as typeof mjml2htmlType;
  try {
    const options = { validationLevel: 'soft', fonts: {}, ignoreIncludes: true } as const;
    const { html, errors } = await mjml2html(mjml, options);
    return { kind: 'made', html, errors };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'malformed', sentence: 'The MJML is nested too deeply.' };
    return {
      kind: 'malformed',
      sentence: error instanceof Error ? error.message : 'The MJML cannot be read.',
    };
  }
}

/** Where each line has its first character that is not blank. */
function lineOffsets(text: string): readonly number[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const offset = start + Math.max(0, line.search(/\S/));
    start += line.length + 1;
    return offset;
  });
}

/** Does each of these words stand in the HTML once, and in the order of the source? */
function keepsOrder(places: ReadonlyMap<string, readonly number[]>, words: readonly string[]): boolean {
  const found = words.map((word) => places.get(word) ?? []);
  return found.every(
    ([place = -1, ...more], at) => more.length === 0 && (at === 0 || place > (found[at - 1]?.[0] ?? -1)),
  );
}

/** Where each word stands in a text. */
function placesOf(text: string, words: RegExp): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const match of text.matchAll(words)) {
    const known = places.get(match[0]);
    if (known) known.push(match.index);
    else places.set(match[0], [match.index]);
  }
  return places;
}
