import { clockSchema, DAYS, durationSchema, instantOf, parsePath } from '#conditions';
import { z } from 'zod';
import { nextSchema, zoneNameSchema } from '../../names.schema';

const UNTIL = '"until" is a date like 2026-12-24 or 2026-12-24T18:00:00Z, or a path such as event.starts_at';

const untilSchema = z
  .string({ error: UNTIL })
  .refine((text) => instantOf(text, 'UTC') !== null || parsePath(text) !== null, UNTIL)
  .meta({ description: 'A date like 2026-12-24 or 2026-12-24T18:00:00Z, or a path such as event.starts_at' });

const windowSchema = z.strictObject({
  days: z
    .array(z.enum(DAYS))
    .min(1, 'a window opens on at least one day')
    .max(7, 'a week has seven days')
    .optional()
    .meta({ description: 'The days on which it opens; every day where nothing is said' }),
  from: clockSchema,
  to: clockSchema,
});

/** Holds the person for a time, until an instant, or until hours open. Which of them, is said exactly once. */
export const waitSchema = z
  .strictObject({
    kind: z.literal('wait'),
    for: durationSchema.optional(),
    until: untilSchema.optional(),
    window: windowSchema.optional(),
    ifPast: z.enum(['continue', 'exit']).optional(),
    zone: zoneNameSchema.optional(),
    next: nextSchema,
  })
  .refine((step) => [step.for, step.until, step.window].filter((form) => form !== undefined).length === 1, {
    error: 'a wait has one of "for", "until" and "window"',
    params: {
      hint: 'write a time like "for": "1h", an instant like "until": "event.starts_at", or hours like "window": { "from": "09:00", "to": "18:00" }',
    },
  })
  .refine((step) => step.ifPast === undefined || step.until !== undefined, {
    error: '"ifPast" belongs to "until": a time that begins now is never past',
    path: ['ifPast'],
    params: { hint: 'leave it out, or wait "until" an instant' },
  });
