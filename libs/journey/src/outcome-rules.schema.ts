import { conditionSchema, durationSchema } from '#conditions';
import { z } from 'zod';
import { eventNameSchema, pathSchema } from './names.schema';

/** An event that ends an enrollment wherever it stands; `key` narrows it to the run whose entry key equals that value. */
export const exitRuleSchema = z.strictObject({
  event: eventNameSchema,
  where: conditionSchema.optional(),
  key: pathSchema.optional(),
  reason: z.string().min(1).max(200).optional(),
});
export type ExitRule = z.infer<typeof exitRuleSchema>;

/** The event that counts as success, within a window from entry. */
export const goalSchema = z.strictObject({
  event: eventNameSchema,
  where: conditionSchema.optional(),
  key: pathSchema.optional(),
  within: durationSchema.optional(),
});
export type Goal = z.infer<typeof goalSchema>;
