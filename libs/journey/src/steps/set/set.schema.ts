import { z } from 'zod';
import { nextSchema, variableSchema } from '../../names.schema';
import { valueSchema } from '../../values/value.schema';

/** Gives variables of the enrollment their values. */
export const setSchema = z.strictObject({
  kind: z.literal('set'),
  set: z
    .record(variableSchema, valueSchema)
    .refine((variables) => Object.keys(variables).length > 0, 'a set has at least one variable')
    .refine((variables) => Object.keys(variables).length <= 50, 'a set has at most 50 variables'),
  next: nextSchema,
});
