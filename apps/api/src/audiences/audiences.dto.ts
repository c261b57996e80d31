import type { Audience, AudienceMember } from '#delivery';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsPlainText } from '../http/field-rules';
import { idSchema, instantSchema } from '../http/shown-json';

/** An audience to save. */
export class AudienceBody {
  @ApiProperty({ required: false, type: 'string', description: 'If given, the key in the URL.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly key?: string;

  @ApiProperty({ type: 'string', minLength: 1, maxLength: 200, example: 'Carrinho abandonado' })
  @IsPlainText({ min: 1, max: 200 })
  readonly name!: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 2_000, default: '' })
  @IsOptional()
  @IsPlainText({ max: 2_000 })
  readonly description?: string;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 100,
    nullable: true,
    description: 'A topic that people must agree to, to be in it. Null: nobody is asked.',
  })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly topic?: string;
}

export const audienceSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    description: z.string(),
    topic: z.string().nullable().meta({ description: 'The topic that people agree to who are in it.' }),
  })
  .meta({ id: 'Audience', description: 'A group of people that journeys put together, for remarketing.' });

export const countedAudienceSchema = audienceSchema
  .extend({ members: z.int().meta({ description: 'How many are in it.' }) })
  .meta({ id: 'CountedAudience' });

/** An audience as it is answered. */
export function shownAudience({ key, name, description, topic }: Audience): Audience {
  return { key, name, description, topic };
}

export const memberSchema = z
  .object({
    profileId: idSchema,
    userId: z.string().nullable(),
    since: instantSchema,
    enrollmentId: idSchema.nullable().meta({ description: 'The enrollment that put them there.' }),
  })
  .meta({ id: 'AudienceMember', description: 'Somebody who is in an audience.' });
export type ShownMember = z.infer<typeof memberSchema>;

/** A member as it is answered. */
export function shownMember({ profileId, userId, since, enrollmentId }: AudienceMember): ShownMember {
  return { profileId, userId, since: since.toISOString(), enrollmentId };
}
