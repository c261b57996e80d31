import { durationSchema, keyedUnion, type Json, type JsonObject } from '#conditions';
import { z } from 'zod';
import { eventNameSchema, keySchema, stepIdSchema } from '../names.schema';
import type { Outcome } from '../run';

/** Events and patches of one script, and events of one history, at most. */
const MOST_SCRIPTED = 200;

const objectSchema = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>;

const eventSchema = z
  .strictObject({
    name: eventNameSchema,
    properties: objectSchema.optional(),
    ago: durationSchema
      .optional()
      .meta({ description: 'How long before it arrives it happened; no time where not given.' }),
  })
  .meta({
    id: 'ScriptedEvent',
    example: { name: 'Cart Updated', properties: { cart_id: 'c-1', total: 129.9 } },
  });
export type ScriptedEvent = z.infer<typeof eventSchema>;

const after = durationSchema.meta({ description: 'How long after what happens before it.' });
const scriptedSchema = keyedUnion({
  event: z.strictObject({ after, event: eventSchema }),
  profile: z.strictObject({
    after,
    profile: objectSchema.meta({ description: 'A merge patch (RFC 7396) of the attributes: null removes.' }),
  }),
});
export type Scripted = z.infer<typeof scriptedSchema>;

const consentSchema = z.record(keySchema, z.strictObject({ email: z.enum(['granted', 'denied']) }));

const outcomes = ['accepted', 'refused', 'failed', 'unknown'] as const satisfies readonly Outcome[];

/** Whom a simulation imagines, and what happens to them. Nothing is needed but what the journey's trigger needs. */
export const scriptSchema = z.strictObject({
  profile: objectSchema.optional().meta({ description: 'The attributes of the person when it begins.' }),
  consent: consentSchema.optional().meta({
    description: 'What the person said of topics; of any other the default of the topic holds.',
    example: { offers: { email: 'granted' } },
  }),
  history: z
    .array(eventSchema.required({ ago: true }))
    .max(MOST_SCRIPTED, `a history has at most ${MOST_SCRIPTED} events`)
    .optional()
    .meta({ description: 'What the person did before: what `did` counts.' }),
  event: eventSchema.optional().meta({ description: "The event that begins it: one of the trigger's name." }),
  script: z
    .array(scriptedSchema)
    .max(MOST_SCRIPTED, `a script has at most ${MOST_SCRIPTED} items`)
    .optional()
    .meta({ description: 'What happens then, in order.' }),
  seed: z
    .string()
    .min(1, 'a seed is not empty')
    .max(100, 'a seed has at most 100 characters')
    .optional()
    .meta({
      description:
        'Another seed, another person: others take other paths of splits. The id of a profile takes its own.',
    }),
  replies: z
    .record(
      stepIdSchema,
      z.strictObject({
        status: z.int().min(200).max(599),
        body: z.unknown().optional() as unknown as z.ZodType<Json | undefined>,
      }),
    )
    .optional()
    .meta({
      description: 'What the endpoints of webhooks answer in the end; of any other step 200 and {}.',
      example: { score: { status: 200, body: { score: 7 } } },
    }),
  sends: z
    .record(stepIdSchema, z.enum(outcomes))
    .optional()
    .meta({
      description: 'How the sends of a step come out; of any other step as the gate judges them.',
      example: { mail: 'failed' },
    }),
});
export type Script = z.infer<typeof scriptSchema>;
