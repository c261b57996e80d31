import { isZone } from '#conditions';
import { capsSchema, holdoutSchema, isAddress, LONGEST_ADDRESS, quietHoursSchema } from '#gate';
import { utmSchema } from '#journey';
import type { Workspace } from '#workspaces';
import { z } from 'zod';
import { isLocale } from '../http/is-locale';

/** What restrains marketing messages; transactional ones know none of it. */
const restraints = {
  quietHours: quietHoursSchema.nullable().meta({
    description:
      "Hours in which no marketing message leaves, on the clock of the person's zone: it is held until they end, and judged anew.",
  }),
  caps: capsSchema.meta({
    description:
      'How many marketing messages a person gets within a time: what would be one more is refused.',
  }),
  holdout: holdoutSchema.nullable().meta({
    description: 'A share of all people that gets no marketing messages, always the same people.',
  }),
};

const utm = utmSchema.nullable().meta({
  description:
    'What is added to the links of e-mails, unless a journey or a step says otherwise; null = nothing.',
});

export const workspaceSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    timezone: z.string().meta({ description: 'An IANA zone.', example: 'America/Sao_Paulo' }),
    locale: z.string(),
    from: z.object({ name: z.string(), email: z.string() }),
    replyTo: z.string().nullable(),
    ratePerSecond: z.int().meta({ description: 'Sends released per second after a resume.' }),
    ...restraints,
    utm,
  })
  .meta({ id: 'Workspace', description: 'A tenant and its settings.' });
export type ShownWorkspace = z.infer<typeof workspaceSchema>;

/** What stands in a header: nothing that ends a line, and nothing that cannot be kept. */
const line = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Surrogate}\u2028\u2029]*$/u, 'must be one line, without control characters');
const address = z
  .string()
  .max(LONGEST_ADDRESS)
  .refine(isAddress, 'must be one e-mail address')
  .meta({ example: 'ola@example.com' });

/** What may be changed of a workspace. What is left out stays as it is. */
export const workspacePatchSchema = z
  .strictObject({
    name: line.min(1),
    timezone: z
      .string()
      .max(64)
      .refine(isZone, 'must be an IANA zone, spelled exactly, such as America/Sao_Paulo')
      .meta({ example: 'America/Sao_Paulo' }),
    locale: z
      .string()
      .max(35)
      .refine(isLocale, 'must be a language tag (BCP 47) such as pt-BR')
      .meta({ example: 'pt-BR' }),
    from: z.strictObject({ name: line, email: address }),
    replyTo: address.nullable(),
    ratePerSecond: z.int().min(1).max(10_000),
    ...restraints,
    utm,
  })
  .partial()
  .meta({ id: 'WorkspacePatch' });
export type WorkspacePatch = z.infer<typeof workspacePatchSchema>;

/** A workspace as it is answered. */
export function shownWorkspace(workspace: Workspace): ShownWorkspace {
  const { id: _, caps, ...settings } = workspace;
  return { ...settings, caps: [...caps] };
}
