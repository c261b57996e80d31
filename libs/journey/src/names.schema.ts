import { z } from 'zod';

/** A step id: lower case, digits and dashes, may end in a question mark (`clicked?`). */
export const stepIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}\??$/,
    'a step id is lower-case letters, digits and dashes, begins with a letter, may end in "?"',
  );

/** The key of a journey, a template, a topic: what URLs and references name. */
export const keySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'a key is 1-100 lower-case letters, digits, dashes and underscores');

/** The name of an event, as clients send it. */
export const eventNameSchema = z.string().min(1, 'an event has a name').max(200, 'an event name has at most 200 characters');

/** Where an edge leads: a step id, or null = the journey is completed. */
export const nextSchema = z.union([stepIdSchema, z.null()]);

/** A path into the facts, such as `profile.plan` or `event.items[0].sku`. */
export const pathSchema = z
  .string()
  .max(500)
  .regex(
    /^(profile|trigger|event|run|steps)((\.[^.[\]]+)|(\[\d+\]))+$/,
    'a path begins with profile., trigger., event., run. or steps.',
  );
