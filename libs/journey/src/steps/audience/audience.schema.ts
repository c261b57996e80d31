import { z } from 'zod';
import { keySchema, nextSchema } from '../../names.schema';

/** Puts the person into an audience, or takes them out: for remarketing. */
export const audienceSchema = z.strictObject({
  kind: z.literal('audience'),
  audience: keySchema,
  do: z.enum(['add', 'remove']),
  next: nextSchema,
});
