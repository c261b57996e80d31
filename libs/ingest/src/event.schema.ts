import { z } from 'zod';
import type { JsonObject } from '#conditions';

/** At most this many bytes for one event, as JSON. */
export const MAX_EVENT_BYTES = 32 * 1024;

/** Texts that clients send when they mean "nobody". */
const NOBODY = new Set(['null', 'undefined', '0', 'nan', 'none', '[object object]', 'true', 'false']);

const idSchema = z
  .string()
  .trim()
  .min(1, 'an id is not empty')
  .max(200, 'an id has at most 200 characters')
  .refine((id) => !NOBODY.has(id.toLowerCase()), 'this text means nobody');

const objectSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'is an object',
);

/** What every event may carry. Unknown members are Segment's own and are ignored. */
const anyEvent = {
  messageId: z.string().min(1).max(100).optional(),
  userId: idSchema.nullish(),
  anonymousId: idSchema.nullish(),
  timestamp: z.unknown().optional(),
  sentAt: z.unknown().optional(),
  context: objectSchema.nullish(),
};

const nameSchema = z.string().min(1, 'an event has a name').max(200, 'a name has at most 200 characters');
const optionalName = z.string().max(200).nullish();

/** One event as Segment's clients send it, by type. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('track'), event: nameSchema, properties: objectSchema.nullish(), ...anyEvent }),
  z.object({ type: z.literal('identify'), traits: objectSchema.nullish(), ...anyEvent }),
  z.object({
    type: z.literal('page'),
    name: optionalName,
    category: optionalName,
    properties: objectSchema.nullish(),
    ...anyEvent,
  }),
  z.object({
    type: z.literal('screen'),
    name: optionalName,
    category: optionalName,
    properties: objectSchema.nullish(),
    ...anyEvent,
  }),
  z.object({ type: z.literal('group'), groupId: idSchema, traits: objectSchema.nullish(), ...anyEvent }),
]);
export type SegmentEvent = z.infer<typeof eventSchema>;
