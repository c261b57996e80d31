import { randomBytes } from 'node:crypto';
import { openEgress } from '../egress/egress';
import { webhookCarrier } from '../webhook/webhook.carrier';
import { openWebhookKeys } from '../webhook/webhook-keys';

/** Calls endpoints of this machine. */
export const localWebhooks = webhookCarrier(
  openEgress({ allowed: ['127.0.0.1'] }),
  openWebhookKeys([randomBytes(32)]),
);
