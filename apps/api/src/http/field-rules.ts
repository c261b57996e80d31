import { instantOf } from '#conditions';
import { isAddress } from '#gate';
import { personIdSchema } from '#ingest';
import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

/** A half character (a lone surrogate), or NUL: no database keeps them in text. */
const UNKEPT = /[\0\p{Surrogate}]/u;

/** Whether a text can be kept and looked up. */
export function isPlainText(text: string): boolean {
  return !UNKEPT.test(text);
}

/** A text of some length that the database can hold. The first of these that fails is told. */
export function IsPlainText({ min = 0, max }: { min?: number; max: number }): PropertyDecorator {
  const characters = (count: number): string => `${count} ${count === 1 ? 'character' : 'characters'}`;
  return applyDecorators(
    rule('missing', 'is missing', (value) => value !== undefined),
    rule(
      'not-a-text',
      'must be a text',
      text(() => true),
    ),
    rule(
      'too-short',
      `must have at least ${characters(min)}`,
      text(({ length }) => length >= min),
    ),
    rule(
      'too-long',
      `must have at most ${characters(max)}`,
      text(({ length }) => length <= max),
    ),
    rule('not-plain-text', 'must not hold NUL or half characters', text(isPlainText)),
  );
}

/** A question about texts: what is none fails it. */
function text(isKept: (value: string) => boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && isKept(value);
}

/** How a client names a person, as events do. */
export function IsPersonId(): PropertyDecorator {
  return applyDecorators(
    IsPlainText({ min: 1, max: 200 }),
    rule(
      'not-a-person',
      "must be somebody's id, not a word for nobody",
      (value) => personIdSchema.safeParse(value).success,
    ),
  );
}

/** One e-mail address, as SMTP could take it. */
export function IsEmailAddress(): PropertyDecorator {
  return applyDecorators(
    rule('missing', 'is missing', (value) => value !== undefined),
    rule('not-an-address', 'must be one e-mail address', text(isAddress)),
  );
}

/** A whole number in a range. */
export function IsWholeNumber({ min, max }: { min: number; max: number }): PropertyDecorator {
  return rule(
    'not-a-whole-number',
    `must be a whole number from ${min} to ${max}`,
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

/** An instant as RFC 3339 writes it, with its offset, or a day. */
export function IsInstant(): PropertyDecorator {
  return rule(
    'not-an-instant',
    'must be an instant such as 2026-11-22T14:03:00Z',
    text((value) => instantOf(value, 'UTC') !== null),
  );
}

/** One of some texts. */
export function IsOneOf(options: readonly string[]): PropertyDecorator {
  return rule('not-an-option', `must be one of ${options.join(', ')}`, (value) =>
    options.some((option) => option === value),
  );
}

/** A JSON object, of whatever is in it. */
export function IsJsonObject(): PropertyDecorator {
  return rule(
    'not-an-object',
    'must be an object',
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
}

/** One rule about a field: its name is the code that is answered. */
function rule(name: string, message: string, isKept: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isKept, defaultMessage: () => message } });
}
