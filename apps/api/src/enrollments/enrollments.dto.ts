import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { PageQuery } from '../http/page.dto';
import { IsOneOf, IsPlainText } from '../http/field-rules';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';
import { sendSchema } from '../sends/sends.dto';

const STATES = ['active', 'completed', 'exited', 'failed'] as const;

/** Which enrollments to list. */
export class EnrollmentQuery extends PageQuery {
  @ApiProperty({ required: false, type: 'string', maxLength: 100, description: 'Of this journey.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly journey?: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 300, description: 'Of this person.' })
  @IsOptional()
  @IsPlainText({ max: 300 })
  readonly userId?: string;

  @ApiProperty({ required: false, type: 'string', enum: STATES, description: 'In this state.' })
  @IsOptional()
  @IsOneOf(STATES)
  readonly state?: (typeof STATES)[number];

  @ApiProperty({ required: false, type: 'string', maxLength: 100, description: 'At this step now.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly step?: string;
}

/** Why somebody is taken out. */
export class ExitBody {
  @ApiProperty({
    required: false,
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'For the log; of no use is what tells of the person.',
    example: 'asked for it on the phone',
  })
  @IsOptional()
  @IsPlainText({ min: 1, max: 200 })
  readonly reason?: string;
}

const listed = {
  id: idSchema,
  journey: z.string(),
  version: z.int(),
  userId: z.string().nullable(),
  profileId: idSchema,
  key: z.string().meta({ description: 'The entry key: what makes two runs of one person distinct.' }),
  state: z.enum(STATES),
  step: z.string().nullable().meta({ description: 'Where it is now.' }),
  rest: z
    .object({ kind: z.enum(['wait', 'send', 'record']), at: instantSchema.nullable(), label: z.string() })
    .nullable()
    .meta({ description: 'What it waits for.' }),
  because: z.string().nullable().meta({ description: 'Why it ended.' }),
  incident: z
    .object({ at: instantSchema, code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'What it stands still for, until an engineer has looked.' }),
  enteredAt: instantSchema,
  endedAt: instantSchema.nullable(),
  goalAt: instantSchema.nullable(),
};

export const logRowSchema = z
  .object({
    seq: z.int(),
    at: instantSchema,
    step: z.string().nullable(),
    kind: z.string().nullable(),
    visit: z.int(),
    did: z.enum(['entered', 'decided', 'rested', 'woken', 'sent', 'refused', 'ended']),
    because: z.string().meta({ description: 'The reason, in words.' }),
    detail: objectSchema.nullable(),
  })
  .meta({ id: 'LogRow', description: 'What happened at a step, and why.' });

export const listedEnrollmentSchema = z.object(listed).meta({ id: 'ListedEnrollment' });
export type ShownListed = z.infer<typeof listedEnrollmentSchema>;

export const enrollmentSchema = z
  .object({
    ...listed,
    workflowId: z.string().meta({ description: "Its name on Temporal's page." }),
    log: z.array(logRowSchema),
    sends: z.array(sendSchema),
  })
  .meta({
    id: 'Enrollment',
    description: "One person's passage through one version of one journey, with everything that happened.",
  });
export type ShownEnrollment = z.infer<typeof enrollmentSchema>;
export type ShownLogRow = z.infer<typeof logRowSchema>;
