import type { Settlement, WebhookReply } from '../run';
import { isTaken, sayStatus } from '../steps/webhook/reply-words';

/** What an endpoint answers of which nothing is said. */
export const OK: WebhookReply = { status: 200, body: {} };

/** What becomes of a call whose endpoint answers so, for good. */
export function settledBy(reply: WebhookReply): Settlement {
  if (isTaken(reply.status)) return { outcome: 'accepted', reason: null, reply };
  return { outcome: 'failed', reason: sayStatus(reply.status), reply };
}
