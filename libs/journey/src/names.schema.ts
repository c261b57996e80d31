import { z } from 'zod';

export { keySchema } from '#conditions';

/** A step id: lower case, digits and dashes, may end in a question mark (`clicked?`). */
export const stepIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}\??$/,
    'a step id is 1-63 lower-case letters, digits and dashes, begins with a letter, may end in "?"',
  );

/** The name of an event, as clients send it. */
export const eventNameSchema = z
  .string()
  .min(1, 'an event has a name')
  .max(200, 'an event name has at most 200 characters');

/** Where an edge leads: a step id, or null = the journey is completed. */
export const nextSchema = stepIdSchema.nullable();

/** The name of a path of a step, as reports show it. */
export const pathNameSchema = z
  .string()
  .min(1, 'a path has a name')
  .max(60, 'the name of a path has at most 60 characters');

/** The name of a variable of an enrollment. */
export const variableSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
    'a variable has a name of 1-63 letters, digits and underscores, beginning with a letter',
  );

/** Why an enrollment ended, as it is shown. */
export const reasonSchema = z
  .string()
  .min(1, 'a reason is not empty')
  .max(200, 'a reason has at most 200 characters');

/** The name of a time zone. Whether it exists, a publish rule says: zones come and go with releases. */
export const zoneNameSchema = z
  .string()
  .min(1, 'a time zone has a name')
  .max(60, 'the name of a time zone has at most 60 characters');
