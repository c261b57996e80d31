import { z } from 'zod';

/** A time of the day, as a clock shows it: `09:00`. */
export const clockSchema = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of the day is written like 09:00 or 17:30')
  .meta({ description: 'A time on the clock of the zone, like 09:00' });
