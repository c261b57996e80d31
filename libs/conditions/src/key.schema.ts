import { z } from 'zod';

/** The key of a journey, a template, a topic: what URLs and references name. */
export const keySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'a key is 1-100 lower-case letters, digits, dashes and underscores');
