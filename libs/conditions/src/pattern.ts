import { RE2JS } from 're2js';
import { remembering } from './bounded-cache';

/** The longest pattern, in characters. */
export const PATTERN_LENGTH = 500;

/** The largest compiled pattern, in RE2 instructions: `[a-z]{500}` just fits. */
const LARGEST_PROGRAM = 510;

/** The longest text a pattern is tried on, in characters. */
export const MATCHED_LENGTH = 10_000;

/** A pattern ready to match, or in words why it is none. */
export type PatternReading =
  | { readonly kind: 'pattern'; readonly occursIn: (text: string) => boolean }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Compiles a regular expression in the syntax of RE2, which takes time linear in the text whatever the
 * pattern (no look-around, no back-references). It may match anywhere in a text; `^` and `$` anchor it.
 */
export function readPattern(pattern: string): PatternReading {
  if (pattern.length > PATTERN_LENGTH) return refused(`it has more than ${PATTERN_LENGTH} characters`);
  return compile(pattern);
}

// Few are kept: each may hold up to 8 MB of states for a pattern and texts made to that end.
const compile = remembering(64, (pattern): PatternReading => {
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > LARGEST_PROGRAM) return refused('its repetitions make it too large');
    return { kind: 'pattern', occursIn: (text) => compiled.test(text) };
  } catch (error) {
    const said = error instanceof Error ? error.message : 'it cannot be read';
    return refused(said.replace(/^error parsing regexp: /, ''));
  }
});

function refused(why: string): PatternReading {
  return { kind: 'refused', why };
}
