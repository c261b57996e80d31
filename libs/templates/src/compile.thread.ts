import { compileTemplate } from './template.compile';
import type { Compilation, TemplateSource } from './template.contract';
import { serveThread } from './thread.serve';

// Warms up: MJML takes most of a second to load.
const warm = compileTemplate({ subject: 'x', mjml: '<mjml><mj-body></mj-body></mjml>' });

serveThread(async (source: TemplateSource): Promise<Compilation> => {
  await warm;
  return compileTemplate(source);
});
