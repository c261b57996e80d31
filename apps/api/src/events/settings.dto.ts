import { z } from 'zod';

/** What Segment's browser client reads of its settings. */
export const clientSettingsSchema = z
  .object({
    integrations: z.object({
      'Segment.io': z.object({
        apiKey: z.string(),
        apiHost: z.string().meta({ description: 'Host and path, without the protocol.' }),
        protocol: z.enum(['http', 'https']),
        unbundledIntegrations: z.array(z.string()),
      }),
    }),
    plan: z.object({
      track: z.object({ __default: z.object({ enabled: z.boolean() }) }),
      identify: z.object({}),
      group: z.object({}),
    }),
    edgeFunction: z.object({}),
    enabledMiddleware: z.object({}),
    middlewareSettings: z.object({}),
    metrics: z.object({ sampleRate: z.number() }),
    remotePlugins: z.array(z.object({})),
    legacyVideoPluginsEnabled: z.boolean(),
  })
  .meta({ id: 'ClientSettings', description: "Settings of Segment's browser client." });
export type ClientSettings = z.infer<typeof clientSettingsSchema>;
