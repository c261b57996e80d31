import type { JsonObject } from '#conditions';

import { findUnsafeHtml } from './html-safety';
import { textOfHtml } from './html-to-text';
import { limits } from './limits';
import { ParsedTemplates } from './parsed-templates';
import { renderFailure } from './render-failure';
import { subjectLine } from './subject';
import type { CompiledTemplate, Rendered, TemplatePart } from './template.contract';

const html = new ParsedTemplates('html');
const plain = new ParsedTemplates('plain');

/**
 * Renders one message. `budgetMs` is the time that Liquid may take; what does not look at the clock must be
 * stopped from outside, so this runs in a thread.
 */
export function renderMessage(compiled: CompiledTemplate, context: JsonObject, budgetMs: number): Rendered {
  const deadline = performance.now() + budgetMs;
  let part: TemplatePart = 'subject';
  const render = (templates: ParsedTemplates, source: string): string => {
    const parsed = templates.parse(source);
    const renderLimit = Math.max(1, deadline - performance.now());
    const made: unknown = templates.engine.renderSync(parsed, context, { renderLimit });
    return wellFormed(String(made));
  };
  try {
    const subject = subjectLine(render(plain, compiled.subject));
    if (subject === '') return failed('The subject is empty for this person.');
    part = 'html';
    const body = compiled.html === null ? null : render(html, compiled.html);
    const unsafe = body === null ? undefined : findUnsafeHtml(body)[0];
    if (unsafe) return failed(`${unsafe.sentence} It came with the data.`);
    part = 'text';
    const text = compiled.text === null ? textOfHtml(body ?? '') : render(plain, compiled.text).trim();
    // A mail of images only says nothing in words: its subject does.
    return { kind: 'rendered', subject, html: body, text: text === '' ? subject : text };
  } catch (error) {
    return renderFailure(part, error);
  }
}

/** No lone halves of characters (a cut emoji) and no NUL: databases and mail refuse both. */
function wellFormed(rendered: string): string {
  if (rendered.length > limits.renderedCharacters) throw new RangeError('Invalid string length');
  return rendered.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '');
}

function failed(sentence: string): Rendered {
  return { kind: 'failed', code: 'template-error', sentence };
}
