import type { Egress } from '../../egress/egress';
import { signWebhook } from '../../webhook/sign-webhook';
import type { WebhookKeys } from '../../webhook/webhook-keys';
import { isTaken } from '#journey';
import { callNetwork, retryAtOf } from './call-network';
import { hashed, plainEmail, worldwidePhone } from './identify';
import type { Network } from './network.contract';

/** Answers that say: not now. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/** Answers that say: not you, or not here. */
const NOT_US: ReadonlySet<number> = new Set([401, 403, 404, 405, 410]);

/**
 * An endpoint of one's own that holds a list: it is posted who comes and who goes, signed as every webhook is, with the
 * batch's id as its Idempotency-Key.
 */
export function openEndpointNetwork(egress: Egress, keys: WebhookKeys): Network {
  return {
    most: 1_000,
    identify({ email, phone }) {
      const [address, number] = [plainEmail(email), worldwidePhone(phone)];
      return { email: address && hashed(address), phone: number && hashed(number) };
    },
    async put({ workspaceId, audience, settings }, { id, does, members }, signal) {
      const body = JSON.stringify({ type: `audience.${does}`, audience, members });
      const signed = signWebhook({ id, at: Date.now(), body }, keys(workspaceId));
      const ours = { 'user-agent': 'Jornada', 'idempotency-key': id, ...signed };
      const headers = { 'content-type': 'application/json', ...ours };
      const request = { method: 'POST', url: String(settings['url']), headers, body };
      const answer = await callNetwork(egress, request, signal);
      if (answer.kind !== 'answered') return answer;
      const { status } = answer;
      const code = `answered-${status}`;
      if (isTaken(status)) return { kind: 'done' };
      if (NOT_NOW.has(status) || status >= 500)
        return {
          ...{ kind: 'later', code, reason: `it answered ${status}` },
          retryAt: retryAtOf(answer, Date.now()),
        };
      if (NOT_US.has(status) || status < 400)
        return { kind: 'stopped', code, reason: `it answered ${status}` };
      return { kind: 'refused', code, reason: `it answered ${status}` };
    },
    ask: () => Promise.resolve({ kind: 'lost', code: 'no-receipts', reason: 'it gives no receipts' }),
  };
}
