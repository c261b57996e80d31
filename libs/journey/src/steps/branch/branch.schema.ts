import { conditionSchema } from '#conditions';
import { z } from 'zod';
import { nextSchema, pathNameSchema } from '../../names.schema';

/** Takes the first path whose condition holds, judged on the person as they are now. */
export const branchSchema = z.strictObject({
  kind: z.literal('branch'),
  paths: z
    .array(z.strictObject({ name: pathNameSchema, if: conditionSchema, next: nextSchema }))
    .min(1, 'a branch has at least one path')
    .max(50, 'a step has at most 50 paths'),
  otherwise: nextSchema,
});
