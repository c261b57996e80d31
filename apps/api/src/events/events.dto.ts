import { z } from 'zod';
import { instantSchema, idSchema, objectSchema } from '../http/shown-json';

// What Segment's clients send. This only documents: libs/ingest reads each event and keeps in the debugger what it cannot take.
const person = {
  userId: z.string().max(200).nullish().meta({ description: 'Whom your system knows; this or anonymousId.' }),
  anonymousId: z.string().max(200).nullish(),
};
const any = {
  ...person,
  messageId: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The same one again has no further effect, for at least 90 days.' }),
  timestamp: z.string().optional().meta({ format: 'date-time' }),
  sentAt: z
    .string()
    .optional()
    .meta({ format: 'date-time', description: 'By your clock: corrects its error.' }),
  context: objectSchema.nullish(),
  writeKey: z.string().optional().meta({ description: 'Instead of the Authorization header.' }),
};
const properties = objectSchema.nullish();
const traits = objectSchema.nullish().meta({ description: 'Attributes: each is set to its newest value.' });
const name = z.string().max(200).nullish();

const cart = { cart_id: 'c-1', total: 129.9, items: [{ sku: 'mug', name: 'Caneca', price: 129.9 }] };

export const trackSchema = z
  .looseObject({ event: z.string().min(1).max(200), properties, ...any })
  .meta({ id: 'Track', example: { userId: 'u-1', event: 'Cart Updated', properties: cart } });
export const identifySchema = z.looseObject({ traits, ...any }).meta({
  id: 'Identify',
  example: { userId: 'u-1', traits: { email: 'ana@example.com', first_name: 'Ana' } },
});
export const pageSchema = z
  .looseObject({ name, category: name, properties, ...any })
  .meta({ id: 'PageView' });
export const screenSchema = z
  .looseObject({ name, category: name, properties, ...any })
  .meta({ id: 'ScreenView' });
export const groupSchema = z
  .looseObject({ groupId: z.string().max(200), traits, ...any })
  .meta({ id: 'Group' });
export const aliasSchema = z
  .looseObject({
    ...any,
    previousId: z.string().max(200).meta({ description: 'Another name of the same person.' }),
    userId: z.string().max(200),
  })
  .meta({ id: 'Alias', example: { previousId: 'u-0', userId: 'u-1' } });

const member = z.looseObject({
  type: z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']),
  ...any,
});
export const batchSchema = z
  .looseObject({ batch: z.array(member), sentAt: any.sentAt, writeKey: any.writeKey })
  .meta({
    id: 'Batch',
    example: {
      batch: [{ type: 'track', userId: 'u-1', event: 'Order Completed', properties: { order_id: 'o-1' } }],
    },
  });

const told = member.extend({ type: member.shape.type.default('track') });
export const eventListSchema = z.looseObject({ events: z.array(told).max(500), sentAt: any.sentAt }).meta({
  id: 'EventList',
  example: { events: [{ userId: 'u-1', event: 'Order Completed', properties: { order_id: 'o-1' } }] },
});

const ids = z.array(idSchema);
export const eventAnswersSchema = z
  .object({
    items: z
      .array(
        z.discriminatedUnion('status', [
          z.object({
            status: z.literal('accepted'),
            messageId: z.string(),
            profileId: idSchema,
            began: ids.meta({ description: 'Enrollments that it began,' }),
            woke: ids.meta({ description: 'woke from a wait,' }),
            ended: ids.meta({ description: 'and ended.' }),
            refused: z
              .array(z.object({ journey: z.string(), reason: z.string(), because: z.string() }))
              .meta({ description: 'Journeys that it triggers, and that the person did not enter.' }),
          }),
          z.object({ status: z.literal('duplicate'), messageId: z.string(), profileId: idSchema }),
          z.object({
            status: z.literal('rejected'),
            code: z.string(),
            path: z.string(),
            reason: z.string(),
            hint: z.string(),
          }),
        ]),
      )
      .meta({ description: 'What became of each event, in order.' }),
  })
  .meta({ id: 'EventAnswers' });
export type EventAnswers = z.infer<typeof eventAnswersSchema>;

export const acceptedSchema = z.object({ success: z.literal(true) }).meta({
  id: 'Accepted',
  description: 'Every event is committed, or kept in the event debugger with what is wrong with it.',
});

export const rejectedEventSchema = z
  .object({
    id: idSchema,
    receivedAt: instantSchema,
    code: z.string(),
    path: z.string().meta({ description: 'Where in the event: an RFC 6901 pointer.' }),
    reason: z.string(),
    hint: z.string(),
    raw: z.string().meta({ description: 'The event as it came, shortened.' }),
  })
  .meta({ id: 'RejectedEvent', description: 'An event that could not be taken, and why.' });
export type ShownRejectedEvent = z.infer<typeof rejectedEventSchema>;
