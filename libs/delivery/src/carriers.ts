import type { Carrier } from './carrier';
import type { Delivery } from './delivery';
import { messageOf } from './message-of';

/** Who carries the sends of a channel of the ledger. */
export function carrierOf(delivery: Delivery, channel: string): Carrier {
  return channel === 'webhook' ? delivery.webhooks : mailCarrier(delivery);
}

/** Everybody who carries anything. */
export function carriersOf(delivery: Delivery): readonly Carrier[] {
  return [mailCarrier(delivery), delivery.webhooks];
}

function mailCarrier({ provider }: Delivery): Carrier {
  const { name, dedupes } = provider;
  return {
    name,
    dedupes,
    keyOf: ({ workspaceId }) => provider.keyOf?.(workspaceId) ?? null,
    async post(parcel, signal) {
      if ('request' in parcel.content) throw new Error(`send ${parcel.sendId} is no message`);
      return provider.post(messageOf(parcel, parcel.content), signal);
    },
  };
}
