import { z } from 'zod';

export const aliveSchema = z.object({ alive: z.literal(true) }).meta({ id: 'Alive' });
export type Alive = z.infer<typeof aliveSchema>;

const standing = z.enum(['up', 'down']);
export const readySchema = z
  .object({
    ready: z.boolean(),
    database: standing,
    temporal: standing.meta({ description: 'Told, and not needed: events are taken without it.' }),
  })
  .meta({ id: 'Ready' });
export type Ready = z.infer<typeof readySchema>;
