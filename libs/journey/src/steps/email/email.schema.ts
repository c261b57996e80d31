import { z } from 'zod';
import { keySchema, nextSchema, pathSchema } from '../../names.schema';

/** Sends one e-mail by a saved template, and holds the person until it is accepted, refused, failed or unknown. */
export const emailSchema = z.strictObject({
  kind: z.literal('email'),
  template: keySchema,
  topic: keySchema.optional(),
  class: z.enum(['marketing', 'transactional']).optional(),
  to: pathSchema.optional(),
  from: z.strictObject({ name: z.string().max(100).optional(), email: z.email() }).optional(),
  replyTo: z.email().optional(),
  onRefused: nextSchema.optional(),
  onFailed: nextSchema.optional(),
  next: nextSchema,
});
