import { LiquidError } from 'liquidjs';

import type { TemplatePart, TemplateProblem } from './template.contract';

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/undefined filter/, "The filters are Liquid's own and money, date, plural."],
  [/tag .* not closed/, 'Close it with its end tag, such as {% endif %} or {% endfor %}.'],
  [/tag .* not found/, 'Write the name of a tag of Liquid; an end tag needs its begin.'],
  [/output .* not closed/, 'Close it with }}.'],
  [/limit exceeded/, 'Make the template smaller.'],
  [/is not available/, "Blocks that templates share are put in by {% include 'footer' %}."],
];

/** A parse error of Liquid as a problem of the part. Errors of another kind are thrown on. */
export function liquidProblem(part: TemplatePart, error: unknown): TemplateProblem {
  if (error instanceof RangeError) {
    const sentence = 'The Liquid is nested too deeply.';
    return { part, line: null, column: null, sentence, hint: 'Use fewer tags inside each other.' };
  }
  if (!LiquidError.is(error) && !(error instanceof Error && error.name === 'AssertionError')) throw error;
  const position = LiquidError.is(error) ? error.token.getPosition() : [];
  const message = plainMessage(error);
  return {
    part,
    line: position[0] ?? null,
    column: position[1] ?? null,
    sentence: `Liquid: ${message}.`,
    hint: HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'Correct the Liquid at this place.',
  };
}

/** Liquid's message without the position that it appends. */
export function plainMessage(error: Error): string {
  return error.message.replace(/(, file:.*)?, line:\d+, col:\d+$/, '');
}
