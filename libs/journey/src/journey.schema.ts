import { z } from 'zod';
import { entrySchema } from './entry.schema';
import { keySchema, stepIdSchema, zoneNameSchema } from './names.schema';
import { exitRuleSchema, goalSchema } from './outcome-rules.schema';
import { stepSchema } from './steps/step.schema';
import { triggerSchema } from './trigger.schema';
import { utmSchema } from './utm.schema';

/** At most this many steps, this many bytes of JSON. */
export const MAX_STEPS = 1_000;
export const MAX_JOURNEY_BYTES = 256 * 1024;

/** How often one step may be visited before a runaway is ended, unless the journey says otherwise. */
export const DEFAULT_VISITS = 100;

/** The journey language, whole. From it come the types, docs/journey.schema.json and the API's documentation. */
export const journeySchema = z.strictObject({
  $schema: z.string().max(2_000).optional(),
  key: keySchema,
  name: z.string().min(1, 'a journey has a name').max(200, 'a name has at most 200 characters'),
  description: z.string().max(2_000, 'a description has at most 2000 characters').optional(),
  zone: zoneNameSchema.optional(),
  utm: utmSchema.nullable().optional(),
  trigger: triggerSchema,
  entry: entrySchema.optional(),
  exit: z.array(exitRuleSchema).max(50, 'a journey has at most 50 exit rules').optional(),
  goal: goalSchema.optional(),
  start: stepIdSchema,
  steps: z
    .record(stepIdSchema, stepSchema)
    .refine((steps) => Object.keys(steps).length > 0, 'a journey has at least one step')
    .refine((steps) => Object.keys(steps).length <= MAX_STEPS, {
      error: `a journey has at most ${MAX_STEPS} steps`,
      params: { hint: 'make two journeys of it' },
    }),
  limits: z.strictObject({ visits: z.int().min(1).max(10_000).optional() }).optional(),
});
export type Journey = z.infer<typeof journeySchema>;
