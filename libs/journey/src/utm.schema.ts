import { z } from 'zod';

const valueSchema = z
  .string()
  .max(100, 'a UTM value has at most 100 characters')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._~+-]*$/u, 'a UTM value has letters, digits, spaces and . _ ~ + - only');

/**
 * What is added to the links of e-mails for whoever analyses the traffic of a site. It is the same for everybody: it says
 * nothing of the person.
 */
export const utmSchema = z
  .strictObject({
    source: valueSchema.optional().meta({ description: "Where nothing is said: the workspace's key." }),
    medium: valueSchema.optional().meta({ description: 'Where nothing is said: email.' }),
    campaign: valueSchema.optional().meta({ description: "Where nothing is said: the journey's key." }),
    content: valueSchema.optional(),
    term: valueSchema.optional(),
  })
  .meta({
    id: 'Utm',
    description:
      'What is added to links as utm_source, utm_medium, utm_campaign and the like, unless they have it already. Null = nothing is.',
    examples: [{ source: 'newsletter' }],
  });
export type Utm = z.infer<typeof utmSchema>;
