import { parsePath, type Json } from '#conditions';
import { z } from 'zod';
import { nextSchema } from '../../names.schema';
import { isPathForm } from './path-form';

const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
    'a variable has a name of 1-63 letters, digits and underscores, beginning with a letter',
  );

/** What a variable is set to: itself, or what is found at a path. */
const valueSchema = z
  .unknown()
  .refine((value) => value !== undefined, 'a variable is set to a value')
  .refine(
    (value) => !isPathForm(value) || (typeof value.path === 'string' && parsePath(value.path) !== null),
    {
      error: '"path" is a path such as event.total',
      path: ['path'],
    },
  )
  .meta({
    description:
      'Any JSON value, or { "path": "event.total" } for what is found there when the person comes to the step.',
  }) as z.ZodType<Json>;

/** Gives variables of the enrollment their values. */
export const setSchema = z.strictObject({
  kind: z.literal('set'),
  set: z
    .record(nameSchema, valueSchema)
    .refine((variables) => Object.keys(variables).length > 0, 'a set has at least one variable')
    .refine((variables) => Object.keys(variables).length <= 50, 'a set has at most 50 variables'),
  next: nextSchema,
});
