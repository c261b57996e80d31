import type { ListedKey } from '#workspaces';
import { z } from 'zod';
import { idSchema, instantSchema } from '../http/shown-json';

/** A site as browsers name it: what the header Origin says. */
const originSchema = z
  .string()
  .max(300)
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text, {
    error: 'must be the origin of a site, such as https://shop.example',
  });

const kindSchema = z.enum(['secret', 'server', 'browser']).meta({
  description:
    'secret: everything of the workspace; server and browser: may send events, the latter is public.',
});

export const keyBodySchema = z
  .strictObject({
    kind: kindSchema,
    label: z.string().max(200).optional().meta({ description: 'What people call it.' }),
    origins: z
      .array(originSchema)
      .max(50)
      .optional()
      .meta({ description: 'Of a browser key: the sites that may use it; any where none is named.' }),
  })
  .refine(({ kind, origins = [] }) => kind === 'browser' || origins.length === 0, {
    error: 'only browser keys have origins',
    path: ['origins'],
  })
  .meta({ id: 'KeyBody', example: { kind: 'browser', label: 'shop', origins: ['https://shop.example'] } });

const listed = {
  id: idSchema,
  kind: kindSchema,
  label: z.string(),
  hint: z.string().meta({ description: 'Its last four characters.' }),
  origins: z.array(z.string()),
  createdAt: instantSchema,
  revokedAt: instantSchema.nullable(),
};

export const listedKeySchema = z
  .object(listed)
  .meta({ id: 'ListedKey', description: 'A key, without its text.' });
export type ShownKey = z.infer<typeof listedKeySchema>;

export const madeKeySchema = z
  .object({ ...listed, text: z.string().meta({ description: 'The key itself: shown this once.' }) })
  .meta({ id: 'MadeKey' });
export type MadeKey = z.infer<typeof madeKeySchema>;

/** A key as it is answered. */
export function shownKey({ id, kind, label, hint, origins, createdAt, revokedAt }: ListedKey): ShownKey {
  return {
    ...{ id, kind, label, hint, origins: [...origins] },
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt && revokedAt.toISOString(),
  };
}
