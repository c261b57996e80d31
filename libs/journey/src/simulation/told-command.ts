import type { SendCommand } from '../command';
import type { WebhookRequest } from '../steps/webhook/webhook-request';

/** What a run asked for, as it is told: whatever the channel, in one shape. */
export interface ToldCommand {
  readonly id: string;
  readonly step: string;
  readonly channel: SendCommand['channel'];
  readonly template: string | null;
  readonly class: 'marketing' | 'transactional' | null;
  readonly topic: string | null;
  /** An e-mail address; of a webhook the host, of an audience its key. */
  readonly to: string | null;
  readonly request: Omit<WebhookRequest, 'timeout'> | null;
}

/** Tells what a run asked for. */
export function tellCommand(command: SendCommand): ToldCommand {
  const { sendId: id, step, channel } = command;
  const nothing = { template: null, class: null, topic: null, request: null };
  switch (command.channel) {
    case 'email': {
      const { template, class: kind, topic, to } = command;
      return { id, step, channel, template, class: kind, topic, to, request: null };
    }
    case 'webhook': {
      const { method, url, headers, body } = command.request;
      return { id, step, channel, ...nothing, to: command.origin, request: { method, url, headers, body } };
    }
    case 'audience':
      return { id, step, channel, ...nothing, to: command.audience };
  }
}
