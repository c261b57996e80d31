import { readInstant, scriptSchema } from '#journey';
import { z } from 'zod';

const expectationSchema = z.strictObject({
  /** Why nobody enters. */
  refused: z.string().optional(),
  state: z.enum(['active', 'completed', 'exited', 'failed']).optional(),
  because: z.string().optional(),
  /** The steps in the order in which the person comes to them. */
  path: z.array(z.string()).optional(),
  goal: z.boolean().optional(),
  /** The messages that are asked for, in order. */
  messages: z
    .array(
      z.strictObject({
        step: z.string(),
        template: z.string().optional(),
        /** On the clock of the person, as the timeline writes it. */
        at: z.string().optional(),
        outcome: z.enum(['accepted', 'refused', 'failed', 'unknown']).optional(),
        /** Compared where messages are rendered. */
        subject: z.string().optional(),
      }),
    )
    .optional(),
});

/** A file of `simulations/`: what POST /v1/journeys/:key/simulate takes, and what is expected of it. */
export const simulationFileSchema = scriptSchema.extend({
  name: z.string().optional(),
  now: z
    .string()
    .refine((text) => readInstant(text) !== null, '"now" is an instant such as 2026-11-22T14:03:00Z')
    .optional(),
  expect: expectationSchema.optional(),
});
export type SimulationFile = z.infer<typeof simulationFileSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
