import { addDuration, conditionSchema, durationSchema, keyedUnion, parseDuration } from '#conditions';
import { z } from 'zod';
import { isOfAMessage, listenerShape, OF_MISPLACED } from './listener.schema';
import { reasonSchema } from './names.schema';

/** How long after entry a goal counts, where the journey names no window; also the longest window there is. */
export const GOAL_WINDOW = '366d';

/**
 * What ends an enrollment wherever it stands: an event, where `key` narrows it to the run whose entry key equals that
 * value; or a condition, as soon as it holds.
 */
export const exitRuleSchema = keyedUnion({
  event: z
    .strictObject({ ...listenerShape, reason: reasonSchema.optional() })
    .refine(isOfAMessage, OF_MISPLACED),
  if: z.strictObject({ if: conditionSchema, reason: reasonSchema.optional() }),
});
export type ExitRule = z.infer<typeof exitRuleSchema>;

/** The event that counts as success, within a window from entry. */
export const goalSchema = z
  .strictObject({
    ...listenerShape,
    within: durationSchema
      .refine((text) => lengthOf(text) <= lengthOf(GOAL_WINDOW), 'the window of a goal is at most a year')
      .optional(),
  })
  .refine(isOfAMessage, OF_MISPLACED);
export type Goal = z.infer<typeof goalSchema>;

/** How long a duration is in milliseconds, counted from the beginning of a leap year. */
function lengthOf(text: string): number {
  const duration = parseDuration(text);
  return duration ? addDuration(0, duration, 'UTC') : 0;
}
