import { createHmac } from 'node:crypto';

/** What is signed. */
export interface Signed {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly body: string;
}

/**
 * The headers of a signed webhook, by Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA-256 over id,
 * timestamp and body, once for each key.
 */
export function signWebhook(
  { id, at, body }: Signed,
  keys: readonly Buffer[],
): { readonly [name: string]: string } {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
