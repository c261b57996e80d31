import type { ListedEvent } from '#ingest';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsInstant, IsPlainText } from '../http/field-rules';
import { PageQuery } from '../http/page.dto';
import { idSchema, instantSchema, objectSchema } from '../http/shown-json';

/** How far back the event debugger looks unless it is told (days): what lies in at most two partitions. */
export const DAYS_BACK = 30;

/** Which accepted events to list. */
export class EventQuery extends PageQuery {
  @ApiProperty({ required: false, type: 'string', maxLength: 300, description: 'Of this person.' })
  @IsOptional()
  @IsPlainText({ max: 300 })
  readonly userId?: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 200, description: 'Of this name.' })
  @IsOptional()
  @IsPlainText({ max: 200 })
  readonly name?: string;

  @ApiProperty({
    required: false,
    type: 'string',
    format: 'date-time',
    description: `Received then or later; ${DAYS_BACK} days ago unless said.`,
  })
  @IsOptional()
  @IsInstant()
  readonly since?: string;
}

export const listedEventSchema = z
  .object({
    id: idSchema,
    receivedAt: instantSchema,
    timestamp: instantSchema.meta({ description: 'When it happened, by the clock of who sent it.' }),
    type: z.string(),
    name: z.string(),
    userId: z.string().nullable(),
    profileId: idSchema,
    properties: objectSchema,
    context: objectSchema.nullable(),
    messageId: z.string(),
    source: z
      .string()
      .meta({ description: 'client, import, journey (a step of one recorded it) or jornada.' }),
  })
  .meta({ id: 'Event', description: 'An event that was accepted.' });
export type ShownEvent = z.infer<typeof listedEventSchema>;

/** An accepted event as it is answered. */
export function shownEvent(event: ListedEvent): ShownEvent {
  const { id, receivedAt, timestamp, type, name, userId, profileId } = event;
  const { properties, context, messageId, source } = event;
  return {
    ...{ id, receivedAt: receivedAt.toISOString(), timestamp: timestamp.toISOString(), type, name, userId },
    ...{ profileId, properties, context, messageId, source },
  };
}
