import type { JsonObject } from '#conditions';
import type { ShownProfile } from '#profiles';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { z } from 'zod';
import { IsJsonObject, IsPlainText } from '../http/field-rules';
import { LONGEST_REFERENCE } from '../http/route-parameters';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';
import { MOST_TOPICS } from './consent-patch';

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
    pausedUntil: instantSchema.nullable().meta({
      description: 'Until when they want no marketing messages; null = they have not said so.',
    }),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Profile', description: 'What we know of a person, now.' });
export type Profile = z.infer<typeof profileSchema>;

/** What is to change of a profile: attributes, consent, or both. */
export class ProfilePatchBody {
  @ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: true,
    example: { plan: 'vip', old: null },
    description: 'A merge patch (RFC 7396): null removes.',
  })
  @ValidateIf(
    ({ attributes, consent }: ProfilePatchBody) => attributes !== undefined || consent === undefined,
  )
  @IsJsonObject()
  readonly attributes?: JsonObject;

  @ApiProperty({
    type: 'object',
    selfRequired: false,
    maxProperties: MOST_TOPICS,
    additionalProperties: {
      type: 'object',
      additionalProperties: false,
      properties: {
        email: { type: ['string', 'null'] as unknown as 'string', enum: ['granted', 'denied', null] },
      },
    },
    example: { offers: { email: 'granted' }, news: { email: null } },
    description: "Per topic and channel; null takes it back, so that the topic's default counts.",
  })
  @ValidateIf(({ consent }: ProfilePatchBody) => consent !== undefined)
  @IsJsonObject()
  readonly consent?: JsonObject;
}

/** Which profiles are one person. */
export class MergeBody {
  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_REFERENCE,
    example: 'id:4ee18d3c-8f4f-4b53-ac9d-a4c5f2a9b8f5',
    description: 'A userId; or `id:` and a profile id.',
  })
  @IsPlainText({ min: 1, max: LONGEST_REFERENCE })
  readonly from!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_REFERENCE,
    example: 'ana',
    description: 'Likewise. In which order they are named does not matter.',
  })
  @IsPlainText({ min: 1, max: LONGEST_REFERENCE })
  readonly into!: string;
}

/** A profile as it is answered. */
export function shownProfile(profile: ShownProfile): Profile {
  const { id, userId, anonymousIds, attributes, identifiers, consent } = profile;
  const { pausedUntil, createdAt, updatedAt } = profile;
  return {
    id,
    userId,
    anonymousIds: [...anonymousIds],
    attributes,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    consent: consentByTopic(consent),
    pausedUntil: pausedUntil?.toISOString() ?? null,
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
