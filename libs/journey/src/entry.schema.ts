import { durationSchema } from '#conditions';
import { z } from 'zod';
import { pathSchema } from './names.schema';

/** Who may enter how often: never again, again after any end, always, or a while after the last entry. */
export const againSchema = z.union([
  z.literal('never'),
  z.literal('afterEnd'),
  z.literal('always'),
  z.strictObject({ after: durationSchema }),
]);

/** The entry rule: `key` makes runs distinct (two carts, two runs); events older than `maxAge` enter nobody. */
export const entrySchema = z.strictObject({
  key: pathSchema.optional(),
  again: againSchema.optional(),
  maxAge: durationSchema.optional(),
});
export type Entry = z.infer<typeof entrySchema>;
