import { durationSchema, pathSchema } from '#conditions';
import { z } from 'zod';

/** Who may enter how often: never again, again after any end, always, or a while after the last entry. */
export const againSchema = z.union([
  z.enum(['never', 'afterEnd', 'always'], {
    error: '"again" is "never", "afterEnd", "always" or an object like { "after": "30d" }',
  }),
  z.strictObject({ after: durationSchema }),
]);

/** The entry rule: `key` makes runs distinct (two carts, two runs); events older than `maxAge` enter nobody. */
export const entrySchema = z.strictObject({
  key: pathSchema.optional(),
  again: againSchema.optional(),
  maxAge: durationSchema.optional(),
});
export type Entry = z.infer<typeof entrySchema>;
