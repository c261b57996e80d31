import type { Erasure } from '#enrollments';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';

export const erasureSchema = z
  .object({
    profileId: idSchema,
    by: z.enum(['api', 'recipient']).meta({ description: 'Who wanted it: a key, or the person, by a link.' }),
    keyId: idSchema.nullable().meta({ description: 'The key, where it was one.' }),
    at: instantSchema.meta({ description: 'Since then nothing finds them, and nothing is sent to them.' }),
    finishedAt: instantSchema.nullable().meta({
      description: 'When it was certain that nothing is held of them any more; null = not yet: some minutes.',
    }),
  })
  .meta({ id: 'Erasure', description: 'That somebody was erased: nothing of whom.' });
export type ShownErasure = z.infer<typeof erasureSchema>;

export const erasedSchema = z.object({
  erased: z.boolean().meta({ description: 'False: there is nobody of that name (any more).' }),
  erasure: erasureSchema.nullable(),
});
export type ShownErased = z.infer<typeof erasedSchema>;

/** What became of a wish to erase somebody, as it is answered. */
export function shownErased(erasure: Erasure | null): ShownErased {
  return { erased: erasure !== null, erasure: erasure && shownErasure(erasure) };
}

/** An erasure as it is answered. */
export function shownErasure({ profileId, source, actor, at, finishedAt }: Erasure): ShownErasure {
  return {
    ...{ profileId, by: source, keyId: actor === '' ? null : actor, at: at.toISOString() },
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
