import type { JsonObject } from '#conditions';

import { renderMessage } from './message.render';
import type { CompiledTemplate, Rendered } from './template.contract';
import { serveThread } from './thread.serve';

export interface RenderQuestion {
  readonly compiled: CompiledTemplate;
  readonly context: JsonObject;
  /** Milliseconds that Liquid may take. */
  readonly budgetMs: number;
}

// Warms up: the first message of a thread should not be the slow one.
const sample = {
  subject: '{{ 1 | plus: 1 }}',
  preheader: null,
  html: '<p>{{ profile.name }}</p>',
  text: null,
};
for (let round = 0; round < 3; round += 1) renderMessage(sample, { profile: { name: 'Ada' } }, 1_000);

serveThread(({ compiled, context, budgetMs }: RenderQuestion): Rendered =>
  renderMessage(compiled, context, budgetMs),
);
