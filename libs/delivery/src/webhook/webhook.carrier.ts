import type { WebhookRequest } from '#journey';
import type { Carrier, Parcel } from '../carrier';
import type { Egress } from '../egress/egress';
import type { EgressAnswer } from '../egress/egress.contract';
import { signWebhook } from './sign-webhook';
import type { WebhookKeys } from './webhook-keys';
import { outcomeOf } from './webhook-outcome';

/**
 * Carries webhooks: signed, each with the send's id as its Idempotency-Key, so that asking again is harmless.
 * @param egress the way out
 */
export function webhookCarrier(egress: Egress, keys: WebhookKeys): Carrier {
  return {
    name: 'webhook',
    dedupes: true,
    forAll: false,
    ratePerSecond: null,
    keyOf: ({ workspaceId, address }) => `webhook ${workspaceId} ${address}`,
    async post(parcel, signal) {
      if (!('request' in parcel.content)) throw new Error(`send ${parcel.sendId} is no call`);
      const request = parcel.content.request as unknown as WebhookRequest;
      const answer = await call(egress, keys, parcel, request, signal);
      return outcomeOf(answer, parcel.attempt, Date.now());
    },
  };
}

function call(
  egress: Egress,
  keys: WebhookKeys,
  { sendId, workspaceId }: Parcel,
  { method, url, headers, body, timeout }: WebhookRequest,
  signal: AbortSignal,
): Promise<EgressAnswer> {
  const signed = signWebhook({ id: sendId, at: Date.now(), body: body ?? '' }, keys(workspaceId));
  const ours = { 'user-agent': 'Jornada', 'idempotency-key': sendId, ...signed };
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  return egress.request({ method, url, headers: { ...headers, ...ours }, body }, deadline);
}
