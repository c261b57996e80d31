import { z } from 'zod';

const count = z.int().min(0);

export const reportSchema = z
  .object({
    journey: z.string(),
    entered: count.meta({ description: 'Enrollments so far, over all versions.' }),
    active: z.record(z.string(), count).meta({
      description: 'How many stand at each step now.',
      example: { 'cool-down': 120 },
    }),
    completed: count,
    exited: count,
    failed: count,
    exits: z
      .array(z.object({ reason: z.string(), count }))
      .meta({ description: 'How many exited, by reason: the most frequent ones.' }),
    paths: z.record(z.string(), z.record(z.string(), count)).meta({
      description: 'How often each path was taken, by step.',
      example: { worth: { vip: 12, otherwise: 108 } },
    }),
    sends: z.record(z.string(), count).meta({
      description: 'Sends by state.',
      example: { DELIVERED: 1012, REFUSED: 31 },
    }),
    engaged: count.meta({ description: 'Enrollments of which a message was opened or clicked.' }),
    converted: count.meta({ description: 'Enrollments that reached the goal.' }),
  })
  .meta({ id: 'JourneyReport', description: 'What a journey has come to.' });
export type ShownReport = z.infer<typeof reportSchema>;
