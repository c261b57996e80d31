import type { OpenIncident } from '#enrollments';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsPlainText } from '../http/field-rules';
import { idSchema, instantSchema } from '../http/shown-json';

export const incidentSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    code: z.string(),
    message: z.string(),
    enrollmentId: idSchema,
    journey: z.string(),
    step: z.string().nullable(),
    userId: z.string().nullable(),
  })
  .meta({ id: 'Incident', description: 'A fault that an enrollment stands still for.' });
export type ShownIncident = z.infer<typeof incidentSchema>;

/** Whose incidents to retry. */
export class RetryBody {
  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 100,
    description: 'Of this journey; of all where it is left out.',
    example: 'welcome',
  })
  @IsOptional()
  @IsPlainText({ min: 1, max: 100 })
  readonly journey?: string;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 100,
    description: 'With this code; with any where it is left out.',
    example: 'unexpected',
  })
  @IsOptional()
  @IsPlainText({ min: 1, max: 100 })
  readonly code?: string;
}

export const retriedSchema = z
  .object({
    retried: z.int().nonnegative().meta({ description: 'How many enrollments go on by this call.' }),
    again: z.boolean().meta({ description: 'Whether there may be more of them: call again.' }),
  })
  .meta({ id: 'Retried', example: { retried: 12, again: false } });
export type Retried = z.infer<typeof retriedSchema>;

/** An incident as it is answered. */
export function shownIncident(incident: OpenIncident): ShownIncident {
  const { id, at, code, message, enrollmentId, journeyKey, step, userId } = incident;
  return { id, at: at.toISOString(), code, message, enrollmentId, journey: journeyKey, step, userId };
}
