import { MailService, type MailDataRequired } from '@sendgrid/mail';
import { cleanMessage } from './clean-message';
import { encodedWord } from './encoded-word';
import type { Message, OpenedProvider, Posted } from './provider';
import { openConnections, SendgridClient, type SendgridAccess } from './sendgrid.client';
import { outcomeOf } from './sendgrid-outcome';

/** How long SendGrid may take to answer (ms). */
const TIMEOUT = 10_000;

/** How long to wait where SendGrid cannot be reached (ms). */
const UNREACHABLE_WAIT = 10_000;

/** An account with SendGrid, and what it is called: in the ledger, and where its posts share permits and pauses. */
export interface SendgridAccount extends Pick<SendgridAccess, 'apiKey' | 'baseUrl'> {
  readonly name: string;
  readonly key: string;
}

/** SendGrid, by its own client. It does not recognise a send that is put again: after a timeout only its webhooks tell. */
export function openSendgrid({ apiKey, baseUrl, name, key }: SendgridAccount): OpenedProvider {
  const access: SendgridAccess = { apiKey, baseUrl, timeout: TIMEOUT };
  const connections = openConnections();
  return {
    name,
    dedupes: false,
    keyOf: () => key,
    async post(given, signal) {
      const cleaned = cleanMessage(given);
      if (cleaned.kind !== 'clean') return cleaned;
      const client = new SendgridClient(access, connections, signal);
      const service = new MailService();
      service.setClient(client);
      try {
        const [{ statusCode: status, headers, body }] = await service.send(mailOf(cleaned.message));
        return outcomeOf({ status, headers, body }, Date.now());
      } catch (error) {
        return brokenOff(error, client.reached);
      }
    },
    close: () => Promise.resolve(connections.close()),
  };
}

/** One recipient; SendGrid's own tracking off, for it would wrap our links and count twice. */
function mailOf({ sendId, to, from, replyTo, subject, html, text, headers }: Message): MailDataRequired {
  const off = { enable: false };
  const parts = [
    ...(text.trim() === '' ? [] : [{ type: 'text/plain', value: text }]),
    ...(html === null ? [] : [{ type: 'text/html', value: html }]),
  ];
  const [first = { type: 'text/plain', value: ' ' }, ...rest] = parts;
  return {
    personalizations: [{ to: [{ email: to }] }],
    from: from.name === '' ? { email: from.email } : from,
    ...(replyTo === null ? {} : { replyTo: { email: replyTo } }),
    subject,
    content: [first, ...rest],
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, encodedWord(value)])),
    // SendGrid keeps these as data of nobody, which cannot be taken back: an opaque id alone.
    customArgs: { send_id: sendId },
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      ...{ openTracking: off, subscriptionTracking: off, ganalytics: off },
    },
  };
}

/** Where the connection was never ready, nothing can have arrived; after that only SendGrid knows. */
function brokenOff(error: unknown, reached: boolean): Posted {
  const code = (error as { readonly code?: unknown } | null)?.code;
  const reason = typeof code === 'string' ? code : 'broken-off';
  if (reached) return { kind: 'unknown', reason };
  return { kind: 'unsent', reason, retryAt: Date.now() + UNREACHABLE_WAIT, pauses: 'key' };
}
