import { sayPause, type StoredPause } from '#delivery';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';

export const pauseSchema = z
  .object({
    id: idSchema,
    carrier: z.string().meta({
      description:
        'Who carries: `sendgrid` or `smtp` of the server, `sendgrid:<key>` of a mail account, `webhook`.',
    }),
    about: z
      .string()
      .nullable()
      .meta({ description: 'The one sender, or endpoint, that is paused; null = all of it.' }),
    reason: z.string().meta({ description: 'A stable code.' }),
    sentence: z.string(),
    hint: z.string(),
    since: instantSchema,
    until: instantSchema.meta({ description: 'When it is tried again.' }),
  })
  .meta({
    id: 'Pause',
    description: 'What is not sent for a while, and why. What is held back stays PLANNED.',
    example: {
      id: '6f6c1d7e-3c1b-5a52-9d2d-1c6f0a7f3b11',
      carrier: 'sendgrid:news',
      about: null,
      reason: 'key-refused',
      sentence: 'SendGrid refuses the API key: nothing leaves by this account.',
      hint: 'Give it another key with PUT /v1/mail-accounts/news.',
      since: '2026-06-15T12:00:00.000Z',
      until: '2026-06-15T12:05:00.000Z',
    },
  });
export type ShownPause = z.infer<typeof pauseSchema>;

export const pausesSchema = z.object({ items: z.array(pauseSchema) }).meta({ id: 'Pauses' });

/** A pause as it is answered. */
export function shownPause(pause: StoredPause): ShownPause {
  const { id, carrier, about, reason, since, until } = pause;
  return {
    ...{ id, carrier, about, reason, ...sayPause(pause) },
    ...{ since: new Date(since).toISOString(), until: new Date(until).toISOString() },
  };
}
