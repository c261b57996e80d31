import { keySchema } from '#journey';
import { z } from 'zod';
import { workspacePatchSchema, workspaceSchema } from './workspace.dto';

const { name, timezone, locale, from } = workspacePatchSchema.required().shape;

/** A workspace to make. */
export const workspaceBodySchema = z
  .strictObject({
    key: keySchema.meta({ description: 'What URLs call it.' }),
    name: name.optional().meta({ description: 'What people call it; its key where not given.' }),
    timezone: timezone.optional(),
    locale: locale.optional(),
    from: from.meta({ description: 'Whom its messages come from.' }),
  })
  .meta({
    id: 'WorkspaceBody',
    example: {
      key: 'shop',
      name: 'Shop',
      timezone: 'America/Sao_Paulo',
      locale: 'pt-BR',
      from: { name: 'Shop', email: 'ola@shop.example' },
    },
  });

export const openedWorkspaceSchema = z
  .object({
    workspace: workspaceSchema,
    keys: z
      .object({ write: z.string(), browser: z.string(), secret: z.string() })
      .meta({ description: 'Its keys: shown this once.' }),
  })
  .meta({ id: 'OpenedWorkspace' });
export type OpenedWorkspace = z.infer<typeof openedWorkspaceSchema>;
