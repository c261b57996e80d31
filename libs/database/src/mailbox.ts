import type { Database } from './database';
import type { JsonObject } from './rows';
import { jsonOf } from './rows';

/** A message that the mailbox provider caught. */
export interface MailboxMessage {
  readonly id: string;
  readonly sendId: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
  readonly headers: JsonObject;
  readonly at: Date;
}

/**
 * Keeps a message, once per send: the same send put again is the message that is there already. Commits at once, on a
 * connection of its own, outside any transaction of the ledger.
 * @returns the message's id
 */
export async function putMailboxMessage(
  database: Database,
  workspaceId: string,
  message: MailboxMessage,
): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO mailbox_message AS m (id, workspace_id, send_id, to_address, from_address, subject, html, text, headers, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (send_id) DO UPDATE SET send_id = m.send_id RETURNING id`,
    [
      message.id,
      workspaceId,
      message.sendId,
      message.to,
      message.from,
      message.subject,
      message.html,
      message.text,
      jsonOf(message.headers),
      message.at,
    ],
  );
  return rows[0]?.id ?? message.id;
}

/** Messages of a workspace, the newest first; `to` narrows to one address. */
export async function listMailboxMessages(
  database: Database,
  workspaceId: string,
  filter: {
    readonly to: string | null;
    readonly after: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly MailboxMessage[]> {
  const { to, after } = filter;
  const rows = await database.prisma.mailboxMessage.findMany({
    where: {
      workspaceId,
      ...(to === null ? {} : { toAddress: to }),
      ...(after === null ? {} : { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: filter.limit,
  });
  return rows.map(messageOf);
}

export async function findMailboxMessage(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<MailboxMessage | null> {
  const row = await database.prisma.mailboxMessage.findFirst({ where: { id, workspaceId } });
  return row && messageOf(row);
}

function messageOf(row: {
  id: string;
  sendId: string;
  toAddress: string;
  fromAddress: string;
  subject: string;
  html: string | null;
  text: string;
  headers: unknown;
  at: Date;
}): MailboxMessage {
  const { id, sendId, subject, html, text, at } = row;
  return {
    id,
    sendId,
    to: row.toAddress,
    from: row.fromAddress,
    subject,
    html,
    text,
    headers: row.headers as JsonObject,
    at,
  };
}
