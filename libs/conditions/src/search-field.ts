import type { Json } from './facts';
import { MATCHED_LENGTH, readPattern } from './pattern';
import { verdict, type Verdict } from './verdict';
import { kindOf, shortened, shown } from './words';

type Scalar = string | number | boolean;

/** `contains`: a text that has this part, or a list that has this value. */
export function judgeContains(name: string, found: Json, value: Scalar): Verdict {
  const is = `${name} is ${shown(found)}`;
  if (Array.isArray(found)) {
    return verdict(
      found.includes(value),
      `${is}, contains ${shown(value)}`,
      `${is}, does not contain ${shown(value)}`,
    );
  }
  if (typeof found !== 'string')
    return { holds: false, because: `${is} (${kindOf(found)}), neither text nor a list` };
  if (typeof value !== 'string') {
    return { holds: false, because: `${is} (text), which cannot contain ${shown(value)} (${kindOf(value)})` };
  }
  return verdict(
    found.includes(value),
    `${is}, contains ${shown(value)}`,
    `${is}, does not contain ${shown(value)}`,
  );
}

/** `startsWith endsWith`: a text that begins or ends so. */
export function judgeAffix(name: string, found: Json, op: 'startsWith' | 'endsWith', value: string): Verdict {
  const is = `${name} is ${shown(found)}`;
  if (typeof found !== 'string') return { holds: false, because: `${is} (${kindOf(found)}), not text` };
  return op === 'startsWith'
    ? verdict(
        found.startsWith(value),
        `${is}, starts with ${shown(value)}`,
        `${is}, does not start with ${shown(value)}`,
      )
    : verdict(
        found.endsWith(value),
        `${is}, ends with ${shown(value)}`,
        `${is}, does not end with ${shown(value)}`,
      );
}

/** `matches`: a text somewhere in which the pattern (RE2 syntax) occurs. */
export function judgeMatches(name: string, found: Json, pattern: string): Verdict {
  const is = `${name} is ${shown(found)}`;
  if (typeof found !== 'string') return { holds: false, because: `${is} (${kindOf(found)}), not text` };
  if (found.length > MATCHED_LENGTH) {
    return {
      holds: false,
      because: `${is}, more than the ${MATCHED_LENGTH} characters that patterns are tried on`,
    };
  }
  const reading = readPattern(pattern);
  if (reading.kind === 'refused')
    return { holds: false, because: `the pattern cannot be read: ${reading.why}` };
  const said = `/${shortened(pattern)}/`;
  return verdict(reading.occursIn(found), `${is}, matches ${said}`, `${is}, does not match ${said}`);
}
