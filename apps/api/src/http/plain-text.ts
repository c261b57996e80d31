import { applyDecorators } from '@nestjs/common';
import { Matches, MaxLength, MinLength } from 'class-validator';

/** No NUL and no half character: no database keeps them in text. */
const PLAIN = /^[^\0\p{Surrogate}]*$/u;

/** Whether a text can be kept and looked up. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/** A text of some length that the database can hold. */
export function IsPlainText({ min = 0, max }: { min?: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Matches(PLAIN, { message: '$property must be a text without NUL or half characters' }),
    MinLength(min, { message: `$property must have at least ${min} ${min === 1 ? 'character' : 'characters'}` }),
    MaxLength(max, { message: `$property must have at most ${max} characters` }),
  );
}
