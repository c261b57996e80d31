import type { JsonObject } from '#conditions';

/** What an enrollment asks of the world: to write one message to one person. */
export interface SendCommand {
  readonly kind: 'send';
  readonly channel: 'email';
  readonly sendId: string;
  readonly step: string;
  readonly visit: number;
  readonly template: string;
  readonly class: 'marketing' | 'transactional';
  readonly topic: string | null;
  /** The address to write to; null where the person has none. */
  readonly to: string | null;
  readonly from: { readonly name?: string | undefined; readonly email: string } | null;
  readonly replyTo: string | null;
  /** What the template is rendered over. */
  readonly context: JsonObject;
}

/** What an enrollment asks of the world. Hosts carry it out. */
export type Command = SendCommand;
