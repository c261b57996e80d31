import type { Carrier } from './carrier';
import type { Delivery } from './delivery';
import { messageOf } from './message-of';
import type { Provider } from './provider';

/** What decides who carries a send. */
export interface Carried {
  readonly workspaceId: string;
  /** Of the ledger. */
  readonly channel: string;
  /** The address that it is written from; null = it is no message. */
  readonly sender: string | null;
}

/** Who carries a send: for a message, the account of its workspace that sends for its sender, else who carries for all. */
export function carrierOf(delivery: Delivery, { workspaceId, channel, sender }: Carried): Carrier {
  if (channel === 'audience') return ourselves;
  if (channel === 'webhook') return delivery.webhooks;
  const own = delivery.accounts?.of(workspaceId, sender);
  return own ? mailCarrier(own, false) : mailCarrier(delivery.provider, true);
}

/** Memberships are settled by the turn that writes them: there is nothing to carry. */
export const ourselves: Carrier = {
  name: 'jornada',
  dedupes: true,
  forAll: true,
  ratePerSecond: null,
  keyOf: () => null,
  post: ({ sendId }) => Promise.reject(new Error(`send ${sendId} is a membership: it is not posted`)),
};

/** The names of those who recognise what they have. */
export function dedupersOf({ provider, webhooks }: Delivery): readonly string[] {
  return [provider, webhooks].flatMap(({ name, dedupes }) => (dedupes ? [name] : []));
}

function mailCarrier(provider: Provider, forAll: boolean): Carrier {
  const { name, dedupes, ratePerSecond = null } = provider;
  return {
    ...{ name, dedupes, forAll, ratePerSecond },
    keyOf: ({ workspaceId }) => provider.keyOf?.(workspaceId) ?? null,
    async post(parcel, signal) {
      if ('request' in parcel.content) throw new Error(`send ${parcel.sendId} is no message`);
      return provider.post(messageOf(parcel, parcel.content), signal);
    },
  };
}
