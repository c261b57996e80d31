import { z } from 'zod';
import { engagementNames } from '../../engagement';
import { eventNameSchema, nextSchema } from '../../names.schema';
import { valuesSchema } from '../../values/value.schema';

/** Records an event of the person, as if a client had sent it. */
export const trackSchema = z.strictObject({
  kind: z.literal('track'),
  event: eventNameSchema.refine(
    (name) => !engagementNames.has(name),
    'events of this name tell what came back about a message: only Jornada records them',
  ),
  properties: valuesSchema.optional(),
  next: nextSchema,
});
