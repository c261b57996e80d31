import { z } from 'zod';
import { nextSchema } from '../../names.schema';
import { valueSchema } from '../../values/value.schema';

const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
    'a variable has a name of 1-63 letters, digits and underscores, beginning with a letter',
  );

/** Gives variables of the enrollment their values. */
export const setSchema = z.strictObject({
  kind: z.literal('set'),
  set: z
    .record(nameSchema, valueSchema)
    .refine((variables) => Object.keys(variables).length > 0, 'a set has at least one variable')
    .refine((variables) => Object.keys(variables).length <= 50, 'a set has at most 50 variables'),
  next: nextSchema,
});
