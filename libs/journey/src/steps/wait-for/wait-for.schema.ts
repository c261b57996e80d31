import { conditionSchema, durationSchema, keyedUnion } from '#conditions';
import { z } from 'zod';
import { isOfAMessage, listenerShape, OF_MISPLACED } from '../../listener.schema';
import { nextSchema, pathNameSchema, zoneNameSchema } from '../../names.schema';

const pathSchema = keyedUnion({
  event: z
    .strictObject({ name: pathNameSchema, ...listenerShape, next: nextSchema })
    .refine(isOfAMessage, OF_MISPLACED),
  if: z.strictObject({ name: pathNameSchema, if: conditionSchema, next: nextSchema }),
});

/** Holds the person until one of the events has happened, one of the conditions holds, or the time is over. */
export const waitForSchema = z
  .strictObject({
    kind: z.literal('waitFor'),
    paths: z
      .array(pathSchema)
      .min(1, 'a waitFor has at least one path')
      .max(50, 'a step has at most 50 paths'),
    timeout: durationSchema.optional(),
    onTimeout: nextSchema.optional(),
    resetOn: z
      .array(z.strictObject(listenerShape).refine(isOfAMessage, OF_MISPLACED))
      .min(1, '"resetOn" has at least one event')
      .max(50, '"resetOn" has at most 50 events')
      .optional()
      .meta({ description: 'Events that begin the time anew.' }),
    zone: zoneNameSchema.optional(),
  })
  .refine((step) => (step.timeout === undefined) === (step.onTimeout === undefined), {
    message: '"timeout" and "onTimeout" go together',
  })
  .refine((step) => step.resetOn === undefined || step.timeout !== undefined, {
    error: '"resetOn" begins the time of "timeout" anew, and there is none',
    path: ['resetOn'],
    params: { hint: 'add "timeout" and "onTimeout", or leave it out' },
  });
