import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

/** An event of the Event Webhook, as SendGrid sends it. */
export interface WebhookEvent {
  readonly event: string;
  readonly email: string;
  readonly timestamp: number;
  readonly sg_event_id: string;
  readonly sg_message_id: string;
  readonly [more: string]: unknown;
}

/** A batch, ready to post. */
export interface SignedBatch {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs batches as SendGrid does: ECDSA on P-256 with SHA-256, over the timestamp and the bytes of the body. */
export interface WebhookSigner {
  /** As SendGrid shows it: DER in base64. */
  readonly publicKey: string;
  /** @param at when it is signed (epoch ms) */
  sign(body: string, at?: number): SignedBatch;
}

export function openSigner(): WebhookSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (body, at = Date.now()) => signed(privateKey, body, String(Math.floor(at / 1_000))),
  };
}

function signed(key: KeyObject, body: string, timestamp: string): SignedBatch {
  const signature = sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    },
  };
}

/** A batch as SendGrid writes it: one event a line. */
export function batchOf(events: readonly WebhookEvent[]): string {
  return `[${events.map((event) => JSON.stringify(event)).join(',\r\n')}]\r\n`;
}

/** An event about a mail that was taken. */
export function webhookEvent(
  about: {
    readonly email: string;
    readonly messageId: string;
    readonly args: { readonly [name: string]: unknown };
  },
  event: string,
  more: { readonly [name: string]: unknown } = {},
): WebhookEvent {
  return {
    ...about.args,
    event,
    email: about.email,
    timestamp: Math.floor(Date.now() / 1_000),
    'smtp-id': `<${about.messageId}@geopod-ismtpd-1>`,
    sg_event_id: randomUUID(),
    sg_message_id: `${about.messageId}.recvd-5f54b5d587-8qzdm-1-6A2B7C11-1.0`,
    ...more,
  };
}
