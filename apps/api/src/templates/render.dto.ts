import type { MessagePreview } from '#delivery';
import { z } from 'zod';
import { objectSchema } from '../http/shown-json';

/** Whom to render a template for. */
export const renderBodySchema = z
  .strictObject({
    userId: z.string().min(1).max(300).optional().meta({ description: 'A real person; this or profile.' }),
    profile: objectSchema.optional().meta({ description: 'The attributes of an imagined one.' }),
    event: z
      .strictObject({ name: z.string().max(200).optional(), properties: objectSchema.optional() })
      .optional()
      .meta({ description: 'The trigger event: its properties are `event.*`.' }),
    class: z
      .enum(['marketing', 'transactional'])
      .optional()
      .meta({ description: 'marketing unless said: then it has a way out in it.' }),
    run: objectSchema.optional().meta({ description: 'Run variables: `run.*`.' }),
    steps: objectSchema.optional().meta({ description: 'Outputs of earlier steps: `steps.<id>.*`.' }),
  })
  .refine((body) => body.userId === undefined || body.profile === undefined, {
    error: 'name a person or imagine one, not both',
    path: ['profile'],
  })
  .meta({
    id: 'RenderBody',
    example: { profile: { first_name: 'Ana' }, event: { properties: { total: 129.9 } } },
  });

export const renderedSchema = z
  .object({
    from: z.object({ name: z.string(), email: z.string() }),
    replyTo: z.string().nullable(),
    subject: z.string(),
    preheader: z.string().nullable().meta({ description: 'It stands in the HTML too.' }),
    html: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'RenderedMessage', description: 'A message as it would leave.' });
export type ShownRendered = z.infer<typeof renderedSchema>;

/** A rendered message as it is answered. */
export function shownRendered({ sender, subject, preheader, html, text }: MessagePreview): ShownRendered {
  const { name, email, replyTo } = sender;
  return { from: { name, email }, replyTo, subject, preheader, html, text };
}
