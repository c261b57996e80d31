import { addDuration, conditionSchema, durationSchema, parseDuration, pathSchema } from '#conditions';
import { z } from 'zod';
import { eventNameSchema, reasonSchema } from './names.schema';

/** How long after entry a goal counts, where the journey names no window; also the longest window there is. */
export const GOAL_WINDOW = '366d';

/** An event that ends an enrollment wherever it stands; `key` narrows it to the run whose entry key equals that value. */
export const exitRuleSchema = z.strictObject({
  event: eventNameSchema,
  where: conditionSchema.optional(),
  key: pathSchema.optional(),
  reason: reasonSchema.optional(),
});
export type ExitRule = z.infer<typeof exitRuleSchema>;

/** The event that counts as success, within a window from entry. */
export const goalSchema = z.strictObject({
  event: eventNameSchema,
  where: conditionSchema.optional(),
  key: pathSchema.optional(),
  within: durationSchema
    .refine((text) => lengthOf(text) <= lengthOf(GOAL_WINDOW), 'the window of a goal is at most a year')
    .optional(),
});
export type Goal = z.infer<typeof goalSchema>;

/** How long a duration is in milliseconds, counted from the beginning of a leap year. */
function lengthOf(text: string): number {
  const duration = parseDuration(text);
  return duration ? addDuration(0, duration, 'UTC') : 0;
}
