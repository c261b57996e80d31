import type { Condition } from './condition';
import { parsePath } from './path';

/**
 * What a condition reads that may change while a run rests: `attr:<attribute of the profile, its first name>`,
 * `event:<name>` (counted in the history), `segment:<key>`; each once, in the order of reading. The trigger
 * event, the event being judged, variables and outputs stand still, so they are not listed; nor is the zone.
 */
export function readsOf(condition: Condition): readonly string[] {
  const reads = new Set<string>();
  collect(condition, reads);
  return [...reads];
}

function collect(condition: Condition, reads: Set<string>): void {
  if ('field' in condition) {
    const path = parsePath(condition.field);
    if (path?.root === 'profile') reads.add(`attr:${path.keys[0]}`);
  } else if ('did' in condition) reads.add(`event:${condition.did}`);
  else if ('segment' in condition) reads.add(`segment:${condition.segment}`);
  else if ('not' in condition) collect(condition.not, reads);
  else if ('all' in condition) condition.all.forEach((part) => collect(part, reads));
  else condition.any.forEach((part) => collect(part, reads));
}
