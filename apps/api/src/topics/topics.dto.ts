import type { Topic } from '#workspaces';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsOneOf, IsPlainText } from '../http/field-rules';

/** A topic to save. */
export class TopicBody {
  @ApiProperty({ required: false, type: 'string', description: 'If given, the key in the URL.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly key?: string;

  @ApiProperty({ type: 'string', minLength: 1, maxLength: 200, example: 'Ofertas' })
  @IsPlainText({ min: 1, max: 200 })
  readonly name!: string;

  @ApiProperty({ required: false, type: 'string', maxLength: 2_000, default: '' })
  @IsOptional()
  @IsPlainText({ max: 2_000 })
  readonly description?: string;

  @ApiProperty({
    required: false,
    type: 'string',
    enum: ['in', 'out'],
    default: 'out',
    description: 'What absence of consent means.',
  })
  @IsOptional()
  @IsOneOf(['in', 'out'])
  readonly default?: 'in' | 'out';
}

export const topicSchema = z
  .object({ key: z.string(), name: z.string(), description: z.string(), default: z.enum(['in', 'out']) })
  .meta({ id: 'Topic', description: 'What people consent to receive, or not.' });

/** A topic as it is answered. */
export function shownTopic({ key, name, description, default: absence }: Topic): Topic {
  return { key, name, description, default: absence };
}
