import type { Message, Posted } from './provider';

/** A message that may be handed to a provider; or why it may not. */
export type CleanedMessage = { readonly kind: 'clean'; readonly message: Message } | Posted;

/** What could end a line, and with it a header; and what nobody can see. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** One address: nothing that ends it, begins another, or cannot be seen. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{C}]+@[^\s@<>,;:"()[\]\\\p{C}]+$/u;

/** RFC 5322, field-name. */
const HEADER_NAME = /^[!-9;-~]+$/;

/**
 * Makes sure that nothing in a message can become a header of its own. What people are called and what they read is
 * cleaned, since it comes from their data; an address or a header's name that is none fails the message.
 */
export function cleanMessage(message: Message): CleanedMessage {
  const { from, to, replyTo, headers } = message;
  for (const address of [to, from.email, ...(replyTo === null ? [] : [replyTo])])
    if (!ADDRESS.test(address)) return failed('invalid-address', 'an address of the message is none');
  if (!Object.keys(headers).every((name) => HEADER_NAME.test(name)))
    return failed('invalid-header', 'a header of the message has a name that is none');
  return {
    kind: 'clean',
    message: {
      ...message,
      from: { name: oneLine(from.name), email: from.email },
      subject: oneLine(message.subject),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)])),
      html: message.html === null ? null : wellFormed(message.html),
      text: wellFormed(message.text),
    },
  };
}

function oneLine(text: string): string {
  return wellFormed(text).replaceAll(CONTROLS, ' ').trim();
}

/** Half a character is none, and NUL ends what it stands in. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}|\0/gu, '\uFFFD');
}

function failed(code: string, reason: string): Posted {
  return { kind: 'failed', code, reason };
}
