import { durationSchema, instantOf, parsePath } from '#conditions';
import { z } from 'zod';
import { nextSchema, zoneNameSchema } from '../../names.schema';

const UNTIL = '"until" is a date like 2026-12-24 or 2026-12-24T18:00:00Z, or a path such as event.starts_at';

const untilSchema = z
  .string({ error: UNTIL })
  .refine((text) => instantOf(text, 'UTC') !== null || parsePath(text) !== null, UNTIL)
  .meta({ description: 'A date like 2026-12-24 or 2026-12-24T18:00:00Z, or a path such as event.starts_at' });

/** Holds the person for a time, or until an instant. Which of the two, is said exactly once. */
export const waitSchema = z
  .strictObject({
    kind: z.literal('wait'),
    for: durationSchema.optional(),
    until: untilSchema.optional(),
    ifPast: z.enum(['continue', 'exit']).optional(),
    zone: zoneNameSchema.optional(),
    next: nextSchema,
  })
  .refine((step) => (step.for === undefined) !== (step.until === undefined), {
    error: 'a wait has either "for" or "until"',
    params: { hint: 'write a time like "for": "1h", or an instant like "until": "event.starts_at"' },
  })
  .refine((step) => step.ifPast === undefined || step.until !== undefined, {
    error: '"ifPast" belongs to "until": a time that begins now is never past',
    path: ['ifPast'],
    params: { hint: 'leave it out, or wait "until" an instant' },
  });
