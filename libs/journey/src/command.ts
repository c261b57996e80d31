import type { JsonObject } from '#conditions';
import type { TriggerCall } from './run';
import type { EmailContent } from './steps/email/email-content.schema';
import type { WebhookRequest } from './steps/webhook/webhook-request';
import type { Utm } from './utm.schema';

/** What is the same of everything that goes through the ledger. */
interface Sent {
  readonly kind: 'send';
  readonly sendId: string;
  readonly step: string;
  readonly visit: number;
}

/** To write one message to one person. */
export interface MessageCommand extends Sent {
  readonly channel: 'email';
  /** The key of a saved template; null = it says its own `content`. */
  readonly template: string | null;
  readonly content: EmailContent | null;
  readonly class: 'marketing' | 'transactional';
  readonly topic: string | null;
  /** The address to write to; null where the person has none. */
  readonly to: string | null;
  readonly from: { readonly name?: string | undefined; readonly email: string } | null;
  readonly replyTo: string | null;
  /** What is added to its links; null = nothing; undefined = as the workspace says. */
  readonly utm?: Utm | null | undefined;
  /** After how long it is sent again where nobody knows whether it left (ms), once; null = never without proof. */
  readonly resendAfter: number | null;
  /** What the template is rendered over. */
  readonly context: JsonObject;
}

/**
 * To put something on record about the person, as any event is: it changes attributes, and it reaches the goals of
 * enrollments, ends, wakes and begins them. It is recorded in the transaction of the turn that asks for it.
 */
export interface RecordCommand {
  readonly kind: 'record';
  /** Derived from the visit to the step: what is asked for twice is recorded once. */
  readonly messageId: string;
  readonly journey: string;
  readonly step: string;
  readonly type: 'track' | 'patch' | 'trigger';
  readonly name: string;
  readonly properties: JsonObject;
  /** Attributes that it sets; a null removes one. Null = it changes none. */
  readonly traits: JsonObject | null;
  /** The journey that it means to begin; null = it is an event like any other. */
  readonly call: TriggerCall | null;
  /** How many steps of journeys have followed from one another to come to this. */
  readonly depth: number;
}

/** To call one endpoint. */
export interface CallCommand extends Sent {
  readonly channel: 'webhook';
  /** Scheme, host and port of the URL: nothing of the person is in it. */
  readonly origin: string;
  readonly request: WebhookRequest;
}

/** To be in an audience, or out of it. */
export interface MembershipCommand extends Sent {
  readonly channel: 'audience';
  readonly audience: string;
  readonly do: 'add' | 'remove';
  /** The person's own; null where they have none. What is said of it, is heeded. */
  readonly email: string | null;
}

/** What is to leave, once at most, by way of the ledger. */
export type SendCommand = MessageCommand | CallCommand | MembershipCommand;

/** What an enrollment asks of the world. Hosts carry it out. */
export type Command = SendCommand | RecordCommand;
