import { RenderError } from 'liquidjs';

import { FilterUseError } from './filters/filter-use.error';
import type { Rendered, TemplatePart } from './template.contract';

/** Longest piece of a template quoted in a sentence, in characters. */
const QUOTED = 80;

/**
 * Why a part could not be rendered. Quotes the template and our own filters at most: other messages of Liquid
 * may hold what the template was rendered with, and sentences are stored and logged.
 */
export function renderFailure(part: TemplatePart, error: unknown): Rendered {
  const cause = rootCause(error);
  if (/template render limit exceeded/.test(cause.message)) {
    return { kind: 'failed', code: 'template-timeout', sentence: `The ${part} took too long to render.` };
  }
  if (/limit exceeded|Invalid (string|array) length/.test(cause.message)) {
    const sentence = `The ${part} grew too big while it rendered.`;
    return { kind: 'failed', code: 'template-too-big', sentence };
  }
  if (cause instanceof RangeError) {
    return { kind: 'failed', code: 'template-error', sentence: `The ${part} is nested too deeply.` };
  }
  const where = RenderError.is(error) ? ` at ${error.token.getText().slice(0, QUOTED)}` : '';
  const why = cause instanceof FilterUseError ? `: ${cause.message}` : '';
  return { kind: 'failed', code: 'template-error', sentence: `The ${part} failed${where}${why}.` };
}

function rootCause(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unknown error');
  return (error as { readonly originalError?: Error }).originalError ?? error;
}
