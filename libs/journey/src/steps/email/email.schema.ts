import { addDuration, durationSchema, parseDuration, pathSchema } from '#conditions';
import { z } from 'zod';
import { keySchema, nextSchema } from '../../names.schema';
import { utmSchema } from '../../utm.schema';
import { emailContentSchema } from './email-content.schema';

const addressSchema = z.email('an address is written like ana@example.com').max(254);

/** A sender's name: it stands in a header, so nothing that could end a line. */
const senderNameSchema = z
  .string()
  .min(1, 'a sender has a name, or none is given')
  .max(100, 'the name of a sender has at most 100 characters')
  .regex(/^\P{Cc}*$/u, 'the name of a sender is one line of text');

/**
 * Sends one e-mail, by a saved template or with a content of its own, and holds the person until it is accepted, refused,
 * failed or unknown.
 */
export const emailSchema = z
  .strictObject({
    kind: z.literal('email'),
    template: keySchema.optional(),
    content: emailContentSchema.optional(),
    topic: keySchema.optional(),
    class: z.enum(['marketing', 'transactional']).optional(),
    to: pathSchema.optional(),
    from: z.strictObject({ name: senderNameSchema.optional(), email: addressSchema }).optional(),
    replyTo: addressSchema.optional(),
    utm: utmSchema.nullable().optional(),
    resendAfter: durationSchema
      .refine((text) => isResendTime(text), 'an unknown e-mail is sent again after 1m to 12h')
      .optional()
      .meta({
        description:
          'Where nobody knows whether it left: to send it again after this time, once, though the person may get it twice. Never where nothing is said.',
      }),
    onRefused: nextSchema.optional(),
    onFailed: nextSchema.optional(),
    onUnknown: nextSchema.optional(),
    next: nextSchema,
  })
  .refine((step) => (step.template === undefined) !== (step.content === undefined), {
    error: 'an e-mail has one of "template" and "content"',
    params: {
      hint: 'name a saved template like "template": "cart", or write "content": { "subject": "Hello", "text": "..." }',
    },
  });

function isResendTime(text: string): boolean {
  const duration = parseDuration(text);
  const length = duration ? addDuration(0, duration, 'UTC') : 0;
  return length >= 60_000 && length <= 12 * 3_600_000;
}
