import type { Condition } from './condition';
import type { Facts } from './facts';
import { judgeDid } from './judge-did';
import { judgeField } from './judge-field';
import type { Verdict } from './verdict';
import { shortened, together } from './words';

/**
 * Answers a condition, and in words what decided it (the first part that failed in an `all`, that held in
 * an `any`). Two-valued: what is missing matches nothing; `ne` and `notIn` are exactly not `eq`, not `in`.
 *
 * The facts must hold the counts that the condition needs (`missingNeeds` lists those not loaded yet):
 * if one that is reached is not there, it throws an Error naming it. It throws nothing else, whatever the facts.
 */
export function evaluate(condition: Condition, facts: Facts): Verdict {
  if ('field' in condition) return judgeField(condition, facts);
  if ('did' in condition) return judgeDid(condition, facts);
  if ('all' in condition) return judgeParts(condition.all, facts, false);
  if ('any' in condition) return judgeParts(condition.any, facts, true);
  if ('not' in condition) {
    const { holds, because } = evaluate(condition.not, facts);
    return { holds: !holds, because };
  }
  return { holds: false, because: `segments are not served yet ('${shortened(condition.segment)}')` };
}

/** `decisive` is the answer of a part that settles the whole: true in an `any`, false in an `all`. */
function judgeParts(parts: readonly Condition[], facts: Facts, decisive: boolean): Verdict {
  const reasons: string[] = [];
  for (const part of parts) {
    const answer = evaluate(part, facts);
    if (answer.holds === decisive) return answer;
    reasons.push(answer.because);
  }
  return { holds: !decisive, because: together(reasons) };
}
