import type { Carrier } from './carrier';
import type { Delivery } from './delivery';
import { messageOf } from './message-of';

/** Who carries the sends of a channel of the ledger. */
export function carrierOf(delivery: Delivery, channel: string): Carrier {
  if (channel === 'audience') return ourselves;
  return channel === 'webhook' ? delivery.webhooks : mailCarrier(delivery);
}

/** Memberships are settled by the turn that writes them: there is nothing to carry. */
const ourselves: Carrier = {
  name: 'jornada',
  dedupes: true,
  keyOf: () => null,
  post: ({ sendId }) => Promise.reject(new Error(`send ${sendId} is a membership: it is not posted`)),
};

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
