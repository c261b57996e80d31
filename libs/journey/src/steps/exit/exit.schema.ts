import { z } from 'zod';

/** Ends the enrollment here, with a reason. */
export const exitSchema = z.strictObject({
  kind: z.literal('exit'),
  reason: z.string().min(1).max(200),
});
