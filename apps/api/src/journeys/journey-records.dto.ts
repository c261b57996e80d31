import type { ListedVersion, StoredRefusal } from '#journeys';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';
import { keySchema } from './publishing.dto';

export const listedVersionSchema = z
  .object({
    number: z.int(),
    publishedAt: instantSchema,
    publishId: idSchema.nullable().meta({ description: 'What GET /v1/publishes/:id tells of it.' }),
    rollbackTo: z.int().nullable().meta({ description: 'The version whose document it is again.' }),
    by: keySchema,
  })
  .meta({ id: 'ListedJourneyVersion' });
export type ShownListedVersion = z.infer<typeof listedVersionSchema>;

export const refusalSchema = z
  .object({
    userId: z.string().nullable(),
    profileId: idSchema,
    reason: z.string().meta({ description: 'Stable: what programs decide by.' }),
    because: z.string().meta({ description: 'The same in words.' }),
    count: z.int().meta({ description: 'How often, for whatever reason.' }),
    at: instantSchema.meta({ description: 'When last.' }),
  })
  .meta({ id: 'Refusal', description: 'Somebody who was not entered into a journey, and why.' });
export type ShownRefusal = z.infer<typeof refusalSchema>;

/** A version as a list shows it. */
export function shownListedVersion({ publishedAt, ...version }: ListedVersion): ShownListedVersion {
  return { ...version, publishedAt: publishedAt.toISOString() };
}

/** A refusal as it is answered. */
export function shownRefusal({ userId, profileId, reason, because, count, at }: StoredRefusal): ShownRefusal {
  return { userId, profileId, reason, because, count, at: at.toISOString() };
}
