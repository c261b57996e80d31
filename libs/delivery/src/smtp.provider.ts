import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { cleanMessage } from './clean-message';
import type { Message, OpenedProvider } from './provider';
import { outcomeOfError, type SmtpError } from './smtp-outcome';

/** How long the server may take to be reached, to greet us, and to answer any command (ms). */
const CONNECT_TIMEOUT = 5_000;
const ANSWER_TIMEOUT = 9_000;

/** Connections at most. */
const CONNECTIONS = 5;

/**
 * A mail server, by SMTP. It does not recognise a send that is put again, though the Message-ID is the same then: what
 * breaks off after the message began to flow is unknown.
 * @param url `smtp://` or `smtps://`, with user and password where it needs them
 */
export function openSmtp(url: string): OpenedProvider {
  const streams = new Map<string, Readable>();
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: CONNECTIONS, maxRequeues: 1 },
    ...{ connectionTimeout: CONNECT_TIMEOUT, greetingTimeout: CONNECT_TIMEOUT, dnsTimeout: CONNECT_TIMEOUT },
    ...{ socketTimeout: ANSWER_TIMEOUT, disableFileAccess: true, disableUrlAccess: true },
  });
  keepStreams(transport, streams);
  return {
    name: 'smtp',
    dedupes: false,
    keyOf: () => 'smtp',
    async post(given, signal) {
      const cleaned = cleanMessage(given);
      if (cleaned.kind !== 'clean') return cleaned;
      const messageId = messageIdOf(cleaned.message);
      try {
        await transport.sendMail({ ...mailOf(cleaned.message), messageId, signal });
        return { kind: 'accepted', providerId: messageId };
      } catch (error) {
        const begun = streams.get(messageId)?.readableDidRead ?? false;
        return outcomeOfError(error as SmtpError, begun, Date.now());
      } finally {
        streams.delete(messageId);
      }
    },
    close: () => Promise.resolve(transport.close()),
  };
}

function mailOf({ to, from, replyTo, subject, html, text, headers }: Message) {
  return {
    from: { name: from.name, address: from.email },
    to: { name: '', address: to },
    ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
    ...{ subject, text, headers: { ...headers } },
    ...(html === null ? {} : { html }),
  };
}

/** The same for each attempt of a send: who gets it twice can tell. */
function messageIdOf({ sendId, from }: Message): string {
  return `<${sendId}@${from.email.split('@')[1] ?? 'jornada'}>`;
}

/** Keeps the streams of messages under way: one that was read from has been begun, whatever error came then. */
function keepStreams(transport: Transporter, streams: Map<string, Readable>): void {
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...options: Parameters<typeof create>) => {
      const stream = create(...options);
      streams.set(message.messageId(), stream);
      return stream;
    };
    done();
  });
}
