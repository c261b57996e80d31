import type { JsonObject } from '#conditions';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsJsonObject, IsPersonId, IsPlainText } from '../http/field-rules';
import { idSchema } from '../http/shown-json';

/** Whom to enter, and with what. */
export class TriggerBody {
  @ApiProperty({
    type: 'string',
    minLength: 1,
    maxLength: 200,
    example: 'u-1',
    description: 'The person; made where there is none.',
  })
  @IsPersonId()
  readonly userId!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { order_id: 'o-1', total: 129.9 },
    description: 'What the journey reads as `event.*` and `trigger.*`.',
  })
  @IsOptional()
  @IsJsonObject()
  readonly properties?: JsonObject;

  @ApiProperty({
    required: false,
    type: 'string',
    minLength: 1,
    maxLength: 500,
    description: 'The entry key of the run, in place of what the entry rule of the journey would take.',
  })
  @IsOptional()
  @IsPlainText({ min: 1, max: 500 })
  readonly key?: string;
}

export const triggeredSchema = z
  .union([
    z.object({ entered: z.literal(true), enrollmentId: idSchema }),
    z.object({ entered: z.literal(false), because: z.string() }),
  ])
  .meta({ id: 'Triggered', description: 'Whether the person entered, and why not.' });
