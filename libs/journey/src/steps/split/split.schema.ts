import { z } from 'zod';
import { nextSchema, pathNameSchema } from '../../names.schema';

const shareSchema = z
  .int({ error: 'a share is a whole number of percent' })
  .min(0, 'a share is at least 0')
  .max(100, 'a share is at most 100')
  .meta({ description: 'How many of a hundred people take this path.' });

/** Takes each person along one of its paths by chance, and the same person always along the same. */
export const splitSchema = z.strictObject({
  kind: z.literal('split'),
  paths: z
    .array(z.strictObject({ name: pathNameSchema, share: shareSchema, next: nextSchema }))
    .min(2, 'a split has at least two paths')
    .max(50, 'a step has at most 50 paths'),
});
