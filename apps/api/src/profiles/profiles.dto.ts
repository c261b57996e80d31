import type { JsonObject } from '#conditions';
import type { ShownProfile } from '#profiles';
import { ApiProperty } from '@nestjs/swagger';
import { z } from 'zod';
import { IsJsonObject } from '../http/field-rules';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';

export const profileSchema = z
  .object({
    id: idSchema,
    userId: z.string().nullable(),
    anonymousIds: z.array(z.string()),
    attributes: objectSchema,
    identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
    consent: z.record(z.string(), z.record(z.string(), z.enum(['granted', 'denied']))).meta({
      description: 'Per topic and channel; absent = the default of the topic.',
      example: { offers: { email: 'granted' } },
    }),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Profile', description: 'What we know of a person, now.' });
export type Profile = z.infer<typeof profileSchema>;

/** What is to change of a profile. */
export class ProfilePatchBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { plan: 'vip', old: null },
    description: 'A merge patch (RFC 7396): null removes.',
  })
  @IsJsonObject()
  readonly attributes!: JsonObject;
}

/** A profile as it is answered. */
export function shownProfile(profile: ShownProfile): Profile {
  const { id, userId, anonymousIds, attributes, identifiers, consent, createdAt, updatedAt } = profile;
  return {
    id,
    userId,
    anonymousIds: [...anonymousIds],
    attributes,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    consent: consentByTopic(consent),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function consentByTopic(rows: ShownProfile['consent']): Profile['consent'] {
  const byTopic: Profile['consent'] = {};
  for (const { topic, channel, state } of rows) {
    byTopic[topic] = { ...byTopic[topic], [channel]: state === 'granted' ? 'granted' : 'denied' };
  }
  return byTopic;
}
