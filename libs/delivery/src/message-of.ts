import type { SentMessage } from '#database';
import type { Message } from './provider';

/** The message of a send, from its address and its rendered content. */
export function messageOf(
  send: { readonly sendId: string; readonly workspaceId: string; readonly address: string },
  content: SentMessage,
): Message {
  const { sender, subject, html, text, headers } = content;
  return {
    sendId: send.sendId,
    workspaceId: send.workspaceId,
    to: send.address,
    from: { name: sender.name, email: sender.email },
    replyTo: sender.replyTo,
    ...{ subject, html, text },
    headers: headers as { readonly [name: string]: string },
  };
}
