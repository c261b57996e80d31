import { z } from 'zod';
import { keySchema, nextSchema } from '../../names.schema';
import { valuesSchema } from '../../values/value.schema';

/** Begins another journey for the person, one of those that calls begin, as its entry rule allows. */
export const startJourneySchema = z.strictObject({
  kind: z.literal('startJourney'),
  journey: keySchema,
  properties: valuesSchema.optional(),
  next: nextSchema,
});
