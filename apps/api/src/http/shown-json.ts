import { z } from 'zod';

/** An instant as it is answered: RFC 3339 in UTC. */
export const instantSchema = z.string().meta({ format: 'date-time' });

export const idSchema = z.string().meta({ format: 'uuid' });

/** Any JSON object. */
export const objectSchema = z.record(z.string(), z.unknown());
