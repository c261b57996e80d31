import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsOneOf, IsPlainText } from '../http/field-rules';
import { PageQuery } from '../http/page.dto';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';

const STATES = [
  ...['PLANNED', 'HELD', 'CLAIMED', 'ACCEPTED', 'DEFERRED', 'DELIVERED', 'BOUNCED', 'DROPPED'],
  ...['FAILED', 'UNKNOWN', 'GIVEN_UP', 'REFUSED'],
] as const;

/** Which sends to list. */
export class SendQuery extends PageQuery {
  @ApiProperty({ required: false, type: 'string', enum: STATES, description: 'In this state.' })
  @IsOptional()
  @IsOneOf(STATES)
  readonly state?: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 300, description: 'To this person.' })
  @IsOptional()
  @IsPlainText({ max: 300 })
  readonly userId?: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 100, description: 'By this journey.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly journey?: string;
}

export const sendSchema = z
  .object({
    id: idSchema,
    enrollmentId: idSchema,
    step: z.string(),
    userId: z.string().nullable(),
    to: z.string().meta({ description: 'Masked.', example: 'a***@example.com' }),
    channel: z.string(),
    template: z.string().nullable(),
    state: z.string().meta({ description: `One of ${STATES.join(', ')}.` }),
    attempt: z.int(),
    reason: z.string().nullable().meta({ description: 'A stable code, or what the provider said.' }),
    because: z.string().nullable().meta({ description: 'The reason in words, where there are better ones.' }),
    code: z.string().nullable(),
    possibleDuplicate: z.boolean(),
    heldUntil: instantSchema.nullable(),
    providerId: z.string().nullable(),
    history: z.array(objectSchema),
    createdAt: instantSchema,
  })
  .meta({ id: 'Send', description: 'One message meant for one person.' });
export type ShownSend = z.infer<typeof sendSchema>;
