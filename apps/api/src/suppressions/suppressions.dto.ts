import type { Suppression } from '#enrollments';
import { LONGEST_ADDRESS } from '#gate';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsEmailAddress, IsOneOf, IsPlainText } from '../http/field-rules';
import { PageQuery } from '../http/page.dto';
import { instantSchema } from '../http/shown-json';

const REASONS = ['manual', 'unsubscribed', 'bounced', 'complained'] as const;

/** Which suppressions to list. */
export class SuppressionQuery extends PageQuery {
  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: LONGEST_ADDRESS,
    description: 'Of this address, in any case.',
  })
  @IsOptional()
  @IsPlainText({ max: LONGEST_ADDRESS })
  readonly address?: string;
}

/** An address to suppress. */
export class SuppressionBody {
  @ApiProperty({ type: 'string', maxLength: LONGEST_ADDRESS, example: 'ana@example.com' })
  @IsEmailAddress()
  readonly address!: string;

  @ApiProperty({ required: false, type: 'string', enum: ['email'], default: 'email' })
  @IsOptional()
  @IsOneOf(['email'])
  readonly channel?: 'email';

  @ApiProperty({
    required: false,
    type: 'string',
    enum: REASONS,
    default: 'manual',
    description: 'bounced and complained stop transactional messages too.',
  })
  @IsOptional()
  @IsOneOf(REASONS)
  readonly reason?: (typeof REASONS)[number];
}

export const suppressionSchema = z
  .object({
    channel: z.string(),
    address: z.string().meta({ description: 'In lower case.' }),
    reason: z.enum(REASONS),
    source: z.string().meta({ description: 'Where it came from, such as api.' }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Suppression', description: 'An address that is not written to, and why.' });
export type ShownSuppression = z.infer<typeof suppressionSchema>;

/** A suppression as it is answered. The address is shown whole: the list is the operator's own. */
export function shownSuppression(suppression: Suppression): ShownSuppression {
  const { channel, address, reason, source, createdAt } = suppression;
  return {
    channel,
    address,
    reason: reason as ShownSuppression['reason'],
    source,
    createdAt: createdAt.toISOString(),
  };
}
