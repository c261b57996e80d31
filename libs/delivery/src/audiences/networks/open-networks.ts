import type { Config } from '#config';
import { openEgress } from '../../egress/egress';
import { openWebhookKeys } from '../../webhook/webhook-keys';
import { openGoogle } from './google.network';
import { openMeta } from './meta.network';
import type { Networks } from './network.contract';
import { openEndpointNetwork } from './webhook.network';

/** Opens the way to everybody who holds lists, as the settings say. */
export function openNetworks({
  ads,
  egressAllow,
  masterKeys,
}: Pick<Config, 'ads' | 'egressAllow' | 'masterKeys'>): Networks {
  const own = openEgress({ allowed: [ads.metaUrl, ads.googleUrl, ads.googleTokenUrl].map(hostOf) });
  return {
    meta: openMeta(own, ads.metaUrl),
    google: openGoogle(own, { baseUrl: ads.googleUrl, tokenUrl: ads.googleTokenUrl }),
    webhook: openEndpointNetwork(openEgress({ allowed: egressAllow }), openWebhookKeys(masterKeys.reveal())),
  };
}

/** As the way out compares it: an operator who names an address of these means it. */
function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}
