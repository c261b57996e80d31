import { hangsOnTime, readsOf, type Condition } from '#conditions';

/** What changed about a person: attributes that were written, by their first names, and the event that was counted. */
export interface Change {
  readonly attributes: readonly string[];
  readonly event: string;
  /** Whether all about them may have changed, because two profiles became one person. */
  readonly isWhole: boolean;
}

/** Whether a change may be one of the answer of a condition; the zone is that in which days are counted. */
export function isTouched(condition: Condition, { attributes, event, isWhole }: Change): boolean {
  if (isWhole) return true;
  if (attributes.includes('timezone') && hangsOnTime(condition)) return true;
  return readsOf(condition).some(
    (read) => read === `event:${event}` || attributes.some((one) => read === `attr:${one}`),
  );
}
