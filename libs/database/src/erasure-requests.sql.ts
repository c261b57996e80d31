// People who asked by a link of a message to be erased: a mail asks them whether it was them, and its link does it.
import { randomUUID } from 'node:crypto';
import type { Connection, Transaction } from './database';
import { dateOf } from './rows';

/** How long a mail that asks is enough, however often somebody asks (ms); and how long its link leads anywhere. */
const ENOUGH_FOR = 3_600_000;
const VALID_FOR = 7 * 86_400_000;

/** How often a mail is posted at most, and how long until it is posted again (ms): whoever was at it has died. */
const MOST_ATTEMPTS = 5;
const NEXT_ATTEMPT = 120_000;

/** Notes that somebody asked to be erased, unless they did within the hour. The person is locked. */
export async function askForErasure(
  tx: Transaction,
  asked: {
    readonly workspaceId: string;
    readonly profileId: string;
    readonly sendId: string;
    readonly language: string;
  },
  now: number,
): Promise<void> {
  const { workspaceId, profileId, sendId, language } = asked;
  await tx.query(
    `INSERT INTO erasure_request (id, workspace_id, profile_id, send_id, language, asked_at, mail_at)
     SELECT $1, $2, $3, $4, $5, $6::timestamptz, $6 WHERE NOT EXISTS (
       SELECT FROM erasure_request WHERE profile_id = $3 AND asked_at > $7)`,
    [randomUUID(), workspaceId, profileId, sendId, language, dateOf(now), dateOf(now - ENOUGH_FOR)],
  );
}

/** A mail that asks somebody whether it was them, and what it takes to write it. */
export interface ErasureMail {
  /** Of the request. */
  readonly id: string;
  readonly workspaceId: string;
  /** The person's own address now; where they have none, the one that the message with the link went to. */
  readonly to: string;
  readonly language: string;
  readonly workspace: {
    readonly name: string;
    readonly from: { readonly name: string; readonly email: string };
    readonly replyTo: string | null;
  };
}

type MailRow = Omit<ErasureMail, 'workspace'> & {
  name: string;
  from_name: string;
  from_email: string;
  reply_to: string | null;
};

/** Takes mails that are to be posted: nobody else is given them for a while. */
export async function takeErasureMails(
  connection: Connection,
  most: number,
  now: number,
): Promise<readonly ErasureMail[]> {
  const { rows } = await connection.query<MailRow>(
    `UPDATE erasure_request r SET attempts = r.attempts + 1, mail_at = CASE WHEN r.attempts + 1 < ${MOST_ATTEMPTS} THEN $2::timestamptz END
       FROM workspace o, send s, profile_head own, profile p
      WHERE r.id IN (SELECT id FROM erasure_request WHERE mail_at <= $1 ORDER BY mail_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        AND o.id = r.workspace_id AND s.id = r.send_id AND own.id = r.profile_id AND p.id = coalesce(own.merged_into, own.id)
     RETURNING r.id, r.workspace_id AS "workspaceId", r.language, coalesce(nullif(p.attributes ->> 'email', ''), s.address) AS "to",
               o.name, o.from_name, o.from_email, o.reply_to`,
    [dateOf(now), dateOf(now + NEXT_ATTEMPT), most],
  );
  return rows.map(({ name, from_name, from_email, reply_to, ...mail }) => ({
    ...mail,
    workspace: { name, from: { name: from_name, email: from_email }, replyTo: reply_to },
  }));
}

/** Notes that a mail is not to be posted again. */
export async function settleErasureMail(connection: Connection, id: string): Promise<void> {
  await connection.query('UPDATE erasure_request SET mail_at = NULL WHERE id = $1', [id]);
}

/** Somebody's request to be erased, as its link shows it. */
export interface ErasureRequest {
  readonly profileId: string;
  readonly language: string;
  readonly workspace: string;
  readonly isErased: boolean;
}

/** Reads a request whose link is not too old; null where there is none. */
export async function findErasureRequest(
  connection: Connection,
  workspaceId: string,
  id: string,
  now: number,
): Promise<ErasureRequest | null> {
  const { rows } = await connection.query<ErasureRequest>(
    `SELECT r.profile_id AS "profileId", r.language, o.name AS workspace,
            EXISTS (SELECT FROM profile_head h WHERE h.id = r.profile_id AND h.state = 'erased') AS "isErased"
       FROM erasure_request r JOIN workspace o ON o.id = r.workspace_id
      WHERE r.id = $1 AND r.workspace_id = $2 AND r.asked_at > $3`,
    [id, workspaceId, dateOf(now - VALID_FOR)],
  );
  return rows[0] ?? null;
}

/** Removes requests whose links lead nowhere any more. @returns how many there were */
export async function forgetErasureRequests(
  connection: Connection,
  limit: number,
  now: number,
): Promise<number> {
  const { rowCount } = await connection.query(
    `DELETE FROM erasure_request WHERE ctid = ANY(ARRAY(SELECT ctid FROM erasure_request WHERE asked_at < $1 ORDER BY asked_at LIMIT $2))`,
    [dateOf(now - VALID_FOR), limit],
  );
  return rowCount ?? 0;
}
