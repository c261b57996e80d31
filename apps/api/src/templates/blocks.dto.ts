import type { StoredBlock, TranslatedBlock } from '#content';
import { z } from 'zod';
import { instantSchema } from '../http/shown-json';
import { inLanguages, LONGEST_PART } from './templates.dto';

const form = (what: string) => z.string().max(LONGEST_PART).nullish().meta({ description: what });

const formsShape = {
  mjml: form('What is put into MJML; html, where it is left out: then it belongs into the text of MJML.'),
  html: form('What is put into HTML.'),
  text: form('What is put into plain text, subjects and preheaders.'),
};

/** A block in another language: what differs from itself. */
const blockTranslationSchema = z
  .strictObject(formsShape)
  .meta({ id: 'BlockTranslation', description: 'A block in another language.' });

/** A block to save. */
export const blockBodySchema = z
  .strictObject({
    key: z.string().max(100).optional().meta({ description: 'If given, the key in the URL.' }),
    ...formsShape,
    locales: inLanguages(blockTranslationSchema),
  })
  .refine(({ mjml, html, text }) => [mjml, html, text].some((one) => typeof one === 'string'), {
    error: 'a block has mjml, html or text',
  })
  .meta({
    id: 'BlockBody',
    example: {
      html: '<p>{{ workspace.name }} · <a href="{{ links.unsubscribe }}">Cancelar</a></p>',
      locales: {
        en: { html: '<p>{{ workspace.name }} · <a href="{{ links.unsubscribe }}">Unsubscribe</a></p>' },
      },
    },
  });
export type BlockBody = z.infer<typeof blockBodySchema>;

export const blockSchema = z
  .object({
    key: z.string(),
    mjml: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    locales: z.record(z.string(), blockTranslationSchema).nullable(),
    updatedAt: instantSchema,
  })
  .meta({ id: 'Block', description: 'A piece that templates share.' });
export type ShownBlock = z.infer<typeof blockSchema>;

export const listedBlockSchema = z
  .object({ key: z.string(), updatedAt: instantSchema })
  .meta({ id: 'ListedBlock' });
export type ListedBlock = z.infer<typeof listedBlockSchema>;

export const savedBlockSchema = z
  .object({
    block: blockSchema,
    templates: z.array(z.string()).meta({ description: 'The templates into which it was put anew.' }),
  })
  .meta({ id: 'SavedBlock' });
export type SavedBlock = z.infer<typeof savedBlockSchema>;

/** A block as it is answered. */
export function shownBlock({ key, mjml, html, text, locales, updatedAt }: StoredBlock): ShownBlock {
  const shown = locales as ShownBlock['locales'];
  return { key, mjml, html, text, locales: shown, updatedAt: updatedAt.toISOString() };
}

/** A block as a list shows it. */
export function listedBlock({ key, updatedAt }: StoredBlock): ListedBlock {
  return { key, updatedAt: updatedAt.toISOString() };
}

/** What a body asks to be saved. A form that is null is not there. */
export function blockSourceOf({ key: _, locales, ...forms }: BlockBody): TranslatedBlock {
  const there = (all: object): object =>
    Object.fromEntries(Object.entries(all).filter(([, one]) => typeof one === 'string'));
  const translations = Object.entries(locales ?? {}).map(([locale, one]) => [locale, there(one)] as const);
  return { ...there(forms), locales: Object.fromEntries(translations) };
}
