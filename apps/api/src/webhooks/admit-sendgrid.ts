import { keySchema } from '#conditions';
import { judgeSignature } from '#delivery';
import { UserError } from '#faults';
import { findWorkspaceByKey } from '#workspaces';
import type { FastifyRequest } from 'fastify';
import type { Surroundings } from '../surroundings';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/**
 * The workspace that a batch of SendGrid's is for. Nothing is looked up, and the body is not even read as JSON, before the
 * signature was found right.
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
  if (sendgridWebhookKey === null)
    throw refusal(403, 'webhook-not-set-up', 'No webhook of SendGrid is set up here.', SET_KEY);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  switch (judgeSignature(sendgridWebhookKey, { body, signature, timestamp }, Date.now())) {
    case 'wrong':
      throw refusal(
        403,
        'signature-wrong',
        'The signature is not of these bytes, or of another key.',
        SET_KEY,
      );
    case 'too-old':
      throw refusal(
        403,
        'signature-too-old',
        'The request was signed too long ago.',
        'Check the clock of this server.',
      );
    case 'right':
      return workspaceOf(database, request);
  }
}

const TURN_ON = "Turn on the signature in SendGrid's settings of the Event Webhook.";
const SET_KEY = 'Set SENDGRID_WEBHOOK_KEY to the verification key that SendGrid shows.';

async function workspaceOf(database: Surroundings['database'], { params }: FastifyRequest): Promise<string> {
  const { workspace: key } = params as { readonly workspace: string };
  // What can be no key is not looked up: not every text can be.
  const found = keySchema.safeParse(key).success && (await findWorkspaceByKey(database, key));
  if (found) return found.id;
  throw refusal(404, 'workspace-not-found', 'There is no such workspace.', 'Name it in the URL by its key.');
}

function refusal(status: number, code: string, detail: string, hint: string): UserError {
  return new UserError({ status, code, detail, hint });
}
