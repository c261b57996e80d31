import { randomUUID } from 'node:crypto';
import { putMailboxMessage, type Database } from '#database';
import { cleanMessage } from './clean-message';
import type { Message, Provider } from './provider';

/** The provider without a provider: keeps messages, shown at /mailbox. Recognises a send that is put again. */
export function openMailbox(database: Database): Provider {
  return {
    name: 'mailbox',
    dedupes: true,
    async post(given) {
      const cleaned = cleanMessage(given);
      if (cleaned.kind !== 'clean') return cleaned;
      const { message } = cleaned;
      const providerId = await putMailboxMessage(database, message.workspaceId, {
        id: randomUUID(),
        sendId: message.sendId,
        to: message.to,
        from: addressLine(message.from),
        subject: message.subject,
        html: message.html,
        text: message.text,
        headers: headersOf(message),
        at: new Date(),
      });
      return { kind: 'accepted', providerId };
    },
  };
}

function headersOf(message: Message): { readonly [name: string]: string } {
  return message.replyTo === null ? message.headers : { ...message.headers, 'Reply-To': message.replyTo };
}

/** `Name <address>`, the name quoted where it needs it. */
export function addressLine(from: Message['from']): string {
  if (from.name === '') return from.email;
  const name = /^[\p{L}\p{N} ._-]+$/u.test(from.name)
    ? from.name
    : `"${from.name.replaceAll(/["\\]/g, '\\$&')}"`;
  return `${name} <${from.email}>`;
}
