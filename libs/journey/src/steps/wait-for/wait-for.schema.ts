import { conditionSchema, durationSchema, pathSchema } from '#conditions';
import { z } from 'zod';
import { eventNameSchema, nextSchema, pathNameSchema, zoneNameSchema } from '../../names.schema';

/** Holds the person until one of the events has happened, or the time is over. */
export const waitForSchema = z
  .strictObject({
    kind: z.literal('waitFor'),
    paths: z
      .array(
        z.strictObject({
          name: pathNameSchema,
          event: eventNameSchema,
          where: conditionSchema.optional(),
          key: pathSchema.optional(),
          next: nextSchema,
        }),
      )
      .min(1, 'a waitFor has at least one path')
      .max(50, 'a step has at most 50 paths'),
    timeout: durationSchema.optional(),
    onTimeout: nextSchema.optional(),
    zone: zoneNameSchema.optional(),
  })
  .refine((step) => (step.timeout === undefined) === (step.onTimeout === undefined), {
    message: '"timeout" and "onTimeout" go together',
  });
