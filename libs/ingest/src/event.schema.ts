import { z } from 'zod';
import type { JsonObject } from '#conditions';
import { sayPlainly } from '#journey';

/** At most this many bytes for one event, as JSON. */
export const MAX_EVENT_BYTES = 32 * 1024;

/** Texts that clients send when they mean "nobody". */
const NOBODY = new Set(['null', 'undefined', '0', 'nan', 'none', '[object object]', 'true', 'false']);

/** How a client names a person: what clients send when they mean "nobody" is no name. */
export const personIdSchema = z
  .string()
  .trim()
  .min(1, 'an id is not empty')
  .max(200, 'an id has at most 200 characters')
  .refine((id) => !NOBODY.has(id.toLowerCase()), {
    error: (issue) => `an id is somebody's, and '${String(issue.input)}' is nobody's`,
  });

const objectSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: (issue) => sayPlainly({ ...issue, code: 'invalid_type', expected: 'object' }) },
);

/** What every event may carry. Unknown members are Segment's own and are ignored. */
const anyEvent = {
  messageId: z.string().min(1).max(100).optional(),
  userId: personIdSchema.nullish(),
  anonymousId: personIdSchema.nullish(),
  timestamp: z.unknown().optional(),
  sentAt: z.unknown().optional(),
  context: objectSchema.nullish(),
};

const nameSchema = z.string().min(1, 'an event has a name').max(200, 'a name has at most 200 characters');
const optionalName = z.string().max(200, 'a name has at most 200 characters').nullish();

/** What was looked at, in a page or on a screen. */
const viewed = { name: optionalName, category: optionalName, properties: objectSchema.nullish() };

/** One event as Segment's clients send it, by type. */
export const eventSchema = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('track'),
      event: nameSchema,
      properties: objectSchema.nullish(),
      ...anyEvent,
    }),
    z.object({ type: z.literal('identify'), traits: objectSchema.nullish(), ...anyEvent }),
    z.object({ type: z.literal('page'), ...viewed, ...anyEvent }),
    z.object({ type: z.literal('screen'), ...viewed, ...anyEvent }),
    z.object({
      type: z.literal('group'),
      groupId: personIdSchema,
      traits: objectSchema.nullish(),
      ...anyEvent,
    }),
    z.object({ type: z.literal('alias'), previousId: personIdSchema, ...anyEvent, userId: personIdSchema }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? unknownType(issue.input) : undefined) },
);
export type SegmentEvent = z.infer<typeof eventSchema>;

function unknownType(event: unknown): string {
  const { type } = event as { readonly type?: unknown };
  const said =
    typeof type === 'string' ? `there is no type '${type.slice(0, 40)}'` : 'an event says its type';
  return `${said}; types are track, identify, page, screen, group and alias`;
}
