import type { Condition } from './condition';

/** Whether the answer of a condition may change by time alone, though nothing happens: see `nextFlip`. */
export function hangsOnTime(condition: Condition): boolean {
  if ('field' in condition) return condition.op === 'withinLast' || condition.op === 'withinNext';
  if ('did' in condition) return condition.within !== undefined;
  if ('not' in condition) return hangsOnTime(condition.not);
  if ('all' in condition) return condition.all.some((part) => hangsOnTime(part));
  return 'any' in condition && condition.any.some((part) => hangsOnTime(part));
}
