import type { Config } from '#config';
import type { Carrier } from '../carrier';
import { openEgress } from '../egress/egress';
import { webhookCarrier } from './webhook.carrier';
import { openWebhookKeys } from './webhook-keys';

/** Opens who carries webhooks, as the settings say. */
export function openWebhooks({
  masterKeys,
  egressAllow,
}: Pick<Config, 'masterKeys' | 'egressAllow'>): Carrier {
  return webhookCarrier(openEgress({ allowed: egressAllow }), openWebhookKeys(masterKeys.reveal()));
}
