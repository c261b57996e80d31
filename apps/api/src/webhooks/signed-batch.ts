import { Body } from '@nestjs/common';
import { z } from 'zod';

const batchSchema = z
  .array(z.looseObject({ event: z.string(), timestamp: z.int(), sg_message_id: z.string().optional() }))
  .meta({
    description: 'Events as SendGrid sends them; those without a `send_id` of ours are left out.',
    example: [
      { event: 'delivered', send_id: '6f6c1d7e-3c1b-5a52-9d2d-1c6f0a7f3b11', timestamp: 1_781_500_000 },
    ],
  });

/**
 * The bytes of a signed batch, on a route that `TakesBytes`; documented as the JSON that they should be. Declare it as
 * unknown: of a class, validation would make another object.
 */
export const SignedBatch = (): ParameterDecorator =>
  Body({ schema: batchSchema, pipes: [{ transform: (bytes: unknown) => bytes }] });
