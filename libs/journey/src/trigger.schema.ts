import { conditionSchema, keyedUnion, pathSchema } from '#conditions';
import { z } from 'zod';
import { eventNameSchema, keySchema, zoneNameSchema } from './names.schema';

const wordsSchema = z.string().max(200);

/**
 * What makes someone enter: an event (and what must hold of it). The other forms are words of the language that no
 * code serves yet: the rule `not-yet` keeps them from being published.
 */
export const triggerSchema = keyedUnion({
  event: z.strictObject({ event: eventNameSchema, where: conditionSchema.optional() }),
  api: z.strictObject({ api: z.literal(true) }),
  date: z.strictObject({
    date: pathSchema,
    offset: wordsSchema.optional(),
    at: wordsSchema.optional(),
    every: z.enum(['year', 'month']).optional(),
  }),
  // Before `segment`, which a schedule names too.
  schedule: z.strictObject({
    schedule: wordsSchema,
    zone: zoneNameSchema.optional(),
    segment: keySchema.optional(),
  }),
  segment: z.strictObject({ segment: keySchema, on: z.enum(['enter', 'leave']) }),
});
export type Trigger = z.infer<typeof triggerSchema>;
