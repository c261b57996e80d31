import type { MailboxMessage } from '#delivery';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { PageQuery } from '../http/page.dto';
import { IsPlainText } from '../http/field-rules';
import { idSchema, instantSchema } from '../http/shown-json';

/** Which messages to list. */
export class MailboxQuery extends PageQuery {
  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 320,
    description: 'To this address.',
    example: 'ana@example.com',
  })
  @IsOptional()
  @IsPlainText({ max: 320 })
  readonly to?: string;
}

export const messageSchema = z
  .object({
    id: idSchema,
    to: z.string(),
    from: z.string(),
    subject: z.string(),
    html: z.string().nullable(),
    text: z.string(),
    headers: z.record(z.string(), z.unknown()),
    sendId: idSchema,
    at: instantSchema,
  })
  .meta({
    id: 'MailboxMessage',
    description: 'A message that the mailbox provider caught instead of sending it.',
  });
export type ShownMessage = z.infer<typeof messageSchema>;

/** A message as it is answered. */
export function shownMessage({
  id,
  to,
  from,
  subject,
  html,
  text,
  headers,
  sendId,
  at,
}: MailboxMessage): ShownMessage {
  return { id, to, from, subject, html, text, headers, sendId, at: at.toISOString() };
}
