import { addDuration, clockSchema, durationSchema, keySchema, parseDuration } from '#conditions';
import { z } from 'zod';

/** The longest window of a cap (ms). */
const LONGEST_WINDOW = 90 * 86_400_000;

/** Hours of the night in which no marketing message leaves, on the clock of each person. */
export const quietHoursSchema = z
  .strictObject({
    from: clockSchema.meta({ description: "From this time on, on the clock of the person's zone." }),
    to: clockSchema.meta({ description: 'Until this time: messages that were held leave from then on.' }),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    error: 'quiet hours end at another time than they begin',
  })
  .meta({ id: 'QuietHours', example: { from: '21:00', to: '08:00' } });

/** How many marketing messages a person gets within any span of that length. */
export const capSchema = z
  .strictObject({
    atMost: z.int().min(1).max(1_000).meta({ description: 'So many messages.' }),
    within: durationSchema
      .refine(isWindow, 'a window is longer than nothing and at most 90d')
      .meta({ description: 'In any span of this length, at most 90 days.', example: '7d' }),
    topic: keySchema
      .optional()
      .meta({ description: 'Only messages of this topic; all of them where none is named.' }),
  })
  .meta({ id: 'FrequencyCap' });
export const capsSchema = z.array(capSchema).max(10, 'there are at most ten caps');

/** A share of the people who get no marketing at all, so that what it does can be told from what would have happened anyway. */
export const holdoutSchema = z
  .strictObject({
    percent: z.number().gt(0).max(50).meta({ description: 'So many of a hundred people.' }),
  })
  .meta({ id: 'Holdout', example: { percent: 5 } });

function isWindow(text: string): boolean {
  const duration = parseDuration(text);
  const length = duration ? addDuration(0, duration, 'UTC') : 0;
  return length > 0 && length <= LONGEST_WINDOW;
}

export type QuietHours = Readonly<z.infer<typeof quietHoursSchema>>;
export type FrequencyCap = Readonly<z.infer<typeof capSchema>>;
export type Holdout = Readonly<z.infer<typeof holdoutSchema>>;
