import { z } from 'zod';
import { reasonSchema } from '../../names.schema';

/** Ends the enrollment here, with a reason. */
export const exitSchema = z.strictObject({
  kind: z.literal('exit'),
  reason: reasonSchema,
});
