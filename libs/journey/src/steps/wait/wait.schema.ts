import { durationSchema } from '#conditions';
import { z } from 'zod';
import { nextSchema, pathSchema } from '../../names.schema';

const instantSchema = z.iso.datetime({ offset: true, message: 'an instant is written like 2026-12-24T18:00:00Z' });

/** Holds the person for a time, or until an instant. Which of the two, is said exactly once. */
export const waitSchema = z
  .strictObject({
    kind: z.literal('wait'),
    for: durationSchema.optional(),
    until: z.union([instantSchema, pathSchema], { error: 'an instant like 2026-12-24T18:00:00Z, or a path such as event.starts_at' }).optional(),
    ifPast: z.enum(['continue', 'exit']).optional(),
    zone: z.string().max(60).optional(),
    next: nextSchema,
  })
  .refine((step) => (step.for === undefined) !== (step.until === undefined), {
    message: 'a wait has either "for" or "until"',
  });
