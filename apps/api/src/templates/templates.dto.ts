import type { JsonObject } from '#conditions';
import type { StoredTemplate, TranslatedSource } from '#content';
import type { TemplateSource } from '#templates';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { z } from 'zod';
import { IsJsonObject, IsPlainText } from '../http/field-rules';
import { isLocale } from '../http/is-locale';
import { readShape } from '../http/read-shape';
import { instantSchema } from '../http/shown-json';

/** Characters of a part: what a mail program shows without cutting is far below. */
export const LONGEST_PART = 400_000;

/** A template to save: a subject, and MJML or HTML. */
export class TemplateBody {
  @ApiProperty({ required: false, type: 'string', description: 'If given, the key in the URL.' })
  @IsOptional()
  @IsPlainText({ max: 100 })
  readonly key?: string;

  @ApiProperty({
    type: 'string',
    minLength: 1,
    maxLength: 1_000,
    description: 'Liquid.',
    example: '{{ profile.first_name }}, seu carrinho espera',
  })
  @IsPlainText({ min: 1, max: 1_000 })
  readonly subject!: string;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: 1_000,
    nullable: true,
    description: 'Liquid: the line that a mailbox shows after the subject.',
  })
  @IsOptional()
  @IsPlainText({ max: 1_000 })
  readonly preheader?: string | null;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: LONGEST_PART,
    nullable: true,
    description: 'MJML with Liquid, compiled when saved; or html.',
  })
  @IsOptional()
  @IsPlainText({ max: LONGEST_PART })
  readonly mjml?: string | null;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: LONGEST_PART,
    nullable: true,
    description: 'HTML with Liquid; or mjml.',
  })
  @IsOptional()
  @IsPlainText({ max: LONGEST_PART })
  readonly html?: string | null;

  @ApiProperty({
    required: false,
    type: 'string',
    maxLength: LONGEST_PART,
    nullable: true,
    description: 'Liquid: the plain text; made from the HTML if left out.',
  })
  @IsOptional()
  @IsPlainText({ max: LONGEST_PART })
  readonly text?: string | null;

  @ApiPropertyOptional({
    type: 'object',
    nullable: true,
    additionalProperties: { $ref: '#/components/schemas/Translation' },
    description:
      'The same in other languages, by locale (`en`, `pt-BR`): what a person gets whose `profile.locale` it is. What one leaves out is as in the template itself.',
    example: { en: { subject: '{{ profile.first_name }}, your cart is waiting' } },
  })
  @IsOptional()
  @IsJsonObject()
  readonly locales?: JsonObject | null;
}

const part = z.string().max(LONGEST_PART);
const line = z.string().min(1).max(1_000);

/** A template in another language: what differs from itself. */
const translationSchema = z
  .strictObject({ subject: line, preheader: line, mjml: part, html: part, text: part })
  .partial()
  .meta({ id: 'Translation', description: 'A template in another language.' });

/** Languages of one template at most. */
const MOST_LOCALES = 20;

/** The same in other languages, by locale. */
export function inLanguages<Said extends z.ZodType>(said: Said) {
  return z
    .record(z.string().max(35).refine(isLocale, 'a language is a tag (BCP 47) such as en or pt-BR'), said)
    .refine((locales) => Object.keys(locales).length <= MOST_LOCALES, {
      error: `there are at most ${MOST_LOCALES} languages`,
    })
    .nullish();
}

export const translationsSchema = z.object({ locales: inLanguages(translationSchema) });

export const templateProblemSchema = z
  .object({
    part: z.enum(['subject', 'preheader', 'mjml', 'html', 'text']),
    line: z.int().nullable(),
    column: z.int().nullable(),
    block: z.string().optional().meta({ description: 'The block in which it is.' }),
    sentence: z.string(),
    hint: z.string(),
    locale: z.string().optional().meta({ description: 'Where it is about a translation.' }),
  })
  .meta({ id: 'TemplateProblem', description: 'A finding about a template, and where.' });

export const templateSchema = z
  .object({
    key: z.string(),
    subject: z.string(),
    preheader: z.string().nullable(),
    mjml: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    locales: z.record(z.string(), translationSchema).nullable(),
    updatedAt: instantSchema,
  })
  .meta({ id: 'Template', description: 'The content of a message, as it was saved.' });
export type ShownTemplate = z.infer<typeof templateSchema>;

export const listedTemplateSchema = z
  .object({ key: z.string(), subject: z.string(), updatedAt: instantSchema })
  .meta({ id: 'ListedTemplate' });
export type ListedTemplate = z.infer<typeof listedTemplateSchema>;

export const savedTemplateSchema = z
  .object({ template: templateSchema, warnings: z.array(templateProblemSchema) })
  .meta({ id: 'SavedTemplate' });
export type SavedTemplate = z.infer<typeof savedTemplateSchema>;

/** A template as it is answered: without what it was compiled to. */
export function shownTemplate({
  key,
  subject,
  preheader,
  mjml,
  html,
  text,
  locales,
  updatedAt,
}: StoredTemplate): ShownTemplate {
  const shown = locales as ShownTemplate['locales'];
  return { key, subject, preheader, mjml, html, text, locales: shown, updatedAt: updatedAt.toISOString() };
}

/** A template as a list shows it. */
export function listedTemplate({ key, subject, updatedAt }: StoredTemplate): ListedTemplate {
  return { key, subject, updatedAt: updatedAt.toISOString() };
}

/**
 * What a body asks to be compiled. A part that is null is not there.
 * @throws UserError 400 `invalid-request` where a translation is not what it should be
 */
export function sourceOf({ subject, preheader, mjml, html, text, ...body }: TemplateBody): TranslatedSource {
  const { locales } = readShape(translationsSchema, { locales: body.locales });
  const parts = Object.entries({ preheader, mjml, html, text }).filter(
    ([, part]) => typeof part === 'string',
  );
  const own = Object.fromEntries(parts) as Omit<TemplateSource, 'subject'>;
  return { subject, ...own, locales: (locales ?? {}) as TranslatedSource['locales'] };
}
