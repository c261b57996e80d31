import { conditionSchema } from '#conditions';
import { z } from 'zod';
import { eventNameSchema } from './names.schema';

/** What makes someone enter: an event (and what must hold of it), or a call of the API. */
export const triggerSchema = z.union([
  z.strictObject({ event: eventNameSchema, where: conditionSchema.optional() }),
  z.strictObject({ api: z.literal(true) }),
]);
export type Trigger = z.infer<typeof triggerSchema>;
