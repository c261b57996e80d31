import type { WebhookReply } from '#journey';

/** A message ready to leave. */
export interface Message {
  readonly sendId: string;
  readonly workspaceId: string;
  readonly to: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: { readonly [name: string]: string };
}

/** What a provider did with a message. */
export type Posted =
  /** It has taken the message. */
  | { readonly kind: 'accepted'; readonly providerId: string | null; readonly reply?: WebhookReply }
  /** It will never take this message. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly reason: string;
      /** Whether that is the last word also of an earlier attempt of which nobody knows what it came to. */
      readonly conclusive?: boolean;
      readonly reply?: WebhookReply;
    }
  /** It surely has not taken it; another try may go through, not before `retryAt` (epoch ms). */
  | {
      readonly kind: 'unsent';
      readonly reason: string;
      readonly retryAt: number | null;
      /** Who would be told the same before then: whoever posts under the same key, or from the same sender by it. */
      readonly pauses?: 'key' | 'sender';
    }
  /** Only the provider knows whether it took it. One that dedupes may be asked again, not before `retryAt` (epoch ms). */
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAt?: number };

/** Who carries messages. Every adapter passes the one contract suite. */
export interface Provider {
  readonly name: string;
  /** Whether it recognises a send that is put again, so that asking again is harmless. */
  readonly dedupes: boolean;
  /** Under which key a workspace's posts share permits and pauses. Left out: it is quick, or ours, and nothing is shared. */
  keyOf?(workspaceId: string): string;
  /** Messages in a second at most, by all processes together; left out or null: no limit. */
  readonly ratePerSecond?: number | null;
  /** Hands one message over. Answers every outcome as a value; what it throws, or does not answer in time, is unknown. */
  post(message: Message, signal: AbortSignal): Promise<Posted>;
}

/** A provider that holds connections. */
export interface OpenedProvider extends Provider {
  close(): Promise<void>;
}

/** Tells who runs Jornada that something needs mending. Nothing of a recipient is in it. */
export type Alert = (message: string, fields: object) => void;
