import type { MailboxMessage } from '#delivery';
import { html, type Html } from '../http/html';
import { MESSAGE_SANDBOX } from '../http/message-policy';
import { STYLE } from './mailbox-style';

const OPENS_OUTSIDE = '<base target="_blank">';

/** The mailbox: its messages at the left, the one that is open at the right. */
export function mailboxPage(messages: readonly MailboxMessage[], open: MailboxMessage | null): string {
  const title = open === null ? 'Mailbox' : `${open.subject} · Mailbox`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <aside>
          <header>
            <h1>Mailbox</h1>
            <a href="/mailbox">Newest</a>
          </header>
          ${
            messages.length === 0
              ? empty
              : html`<ol>
                  ${messages.map((message) => listItem(message, message.id === open?.id))}
                </ol>`
          }
        </aside>
        <main>${open === null ? html`` : opened(open)}</main>
      </body>
    </html> `.html;
}

const empty = html`<p class="empty">
  No message yet. What a journey sends by e-mail arrives here instead of at the person.
</p>`;

function listItem(message: MailboxMessage, isOpen: boolean): Html {
  const current = isOpen ? html` aria-current="true"` : html``;
  return html`<li>
    <a href="/mailbox/${message.id}" ${current}>
      <span class="to">${message.to}</span
      ><time datetime="${message.at.toISOString()}">${short(message.at)}</time>
      <span class="subject">${message.subject}</span></a
    >
  </li>`;
}

function opened(message: MailboxMessage): Html {
  const rows: readonly (readonly [string, string])[] = [
    ['From', message.from],
    ['To', message.to],
    ['At', message.at.toISOString()],
    ['Send', message.sendId],
  ];
  const headers = Object.entries(message.headers).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return html`<article>
<h2>${message.subject}</h2>
<dl>${rows.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  )}</dl>
${message.html === null ? html`` : html`<iframe title="The message" sandbox="${MESSAGE_SANDBOX}" referrerpolicy="no-referrer" srcdoc="${OPENS_OUTSIDE + message.html}"></iframe>`}
<details${message.html === null ? html` open` : html``}><summary>Plain text</summary><pre>${message.text}</pre></details>
<details><summary>Headers</summary><pre>${headers.join('\n')}</pre></details>
</article>`;
}

/** An instant as a list shows it: 2026-11-22 14:03 (UTC). */
function short(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
