import { z } from 'zod';

export const workspaceSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    timezone: z.string().meta({ description: 'An IANA zone.', example: 'America/Sao_Paulo' }),
    locale: z.string(),
    from: z.object({ name: z.string(), email: z.string() }),
    replyTo: z.string().nullable(),
    ratePerSecond: z.int().meta({ description: 'Sends released per second after a resume.' }),
  })
  .meta({ id: 'Workspace', description: 'A tenant and its settings.' });
export type ShownWorkspace = z.infer<typeof workspaceSchema>;
