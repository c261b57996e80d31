import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsPlainText, IsWholeNumber } from './field-rules';

const MOST_ITEMS = 200;
const USUAL_ITEMS = 50;

/** Which part of a list. */
export class PageQuery {
  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 1,
    maximum: MOST_ITEMS,
    default: USUAL_ITEMS,
    description: 'Items at most.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  )
  @IsWholeNumber({ min: 1, max: MOST_ITEMS })
  readonly limit: number = USUAL_ITEMS;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 1_200,
    description: 'The `next` of the page before.',
  })
  @IsOptional()
  @IsPlainText({ max: 1_200 })
  readonly cursor?: string;
}

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'The cursor of the next page; null on the last.' }),
  });

/** A page as it is answered. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/**
 * Cuts a page out of rows of which one more was read than asked for, which tells whether there is a next page.
 * @param show a row as it is answered
 * @param place where a row stands in the list: what its cursor says
 */
export function pageFrom<R, T>(
  rows: readonly R[],
  limit: number,
  show: (row: R) => T,
  place: (row: R) => string,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(show), next: last === undefined ? null : place(last) };
}
