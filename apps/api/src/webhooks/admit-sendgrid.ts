import { keySchema } from '#conditions';
import { findWebhookKeys, judgeSignature } from '#delivery';
import { UserError } from '#faults';
import type { FastifyRequest } from 'fastify';
import type { Surroundings } from '../surroundings';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/**
 * The workspace that a batch of SendGrid's is for. It is verified by the server's key or one of the workspace's own; the
 * body is not even read as JSON before that.
 * @throws UserError 401 `signature-missing`; 403 `webhook-not-set-up`, `signature-wrong`, `signature-too-old`; 404
 * `workspace-not-found`
 */
export async function admitSendgrid(
  { database, sendgridWebhookKey }: Pick<Surroundings, 'database' | 'sendgridWebhookKey'>,
  request: FastifyRequest,
): Promise<string> {
  const { [SIGNATURE]: signature, [TIMESTAMP]: timestamp } = request.headers;
  if (typeof signature !== 'string' || typeof timestamp !== 'string')
    throw refusal(401, 'signature-missing', 'The request is not signed.', TURN_ON);
  const { workspace } = request.params as { readonly workspace: string };
  // What can be no key is not looked up: not every text can be.
  const isKey = keySchema.safeParse(workspace).success;
  const found = isKey ? await findWebhookKeys(database, workspace) : null;
  const keys = [...(sendgridWebhookKey === null ? [] : [sendgridWebhookKey]), ...(found?.keys ?? [])];
  if (keys.length === 0)
    throw refusal(403, 'webhook-not-set-up', 'No webhook of SendGrid is set up here.', SET_KEY);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const now = Date.now();
  const verdicts = keys.map((key) => judgeSignature(key, { body, signature, timestamp }, now));
  if (verdicts.includes('too-old'))
    throw refusal(
      403,
      'signature-too-old',
      'The request was signed too long ago.',
      'Check the clock of this server.',
    );
  if (!verdicts.includes('right'))
    throw refusal(403, 'signature-wrong', 'The signature is not of these bytes, or of another key.', SET_KEY);
  if (found) return found.workspaceId;
  throw refusal(404, 'workspace-not-found', 'There is no such workspace.', 'Name it in the URL by its key.');
}

const TURN_ON = "Turn on the signature in SendGrid's settings of the Event Webhook.";
const SET_KEY =
  'Set SENDGRID_WEBHOOK_KEY, or webhookKey of the mail account, to the verification key that SendGrid shows.';

function refusal(status: number, code: string, detail: string, hint: string): UserError {
  return new UserError({ status, code, detail, hint });
}
