// What recipients do with their links: stored at once, recorded as events when they have settled.
import type { Connection } from './database';
import { dateOf } from './rows';

/** What a recipient did with a link. Instants are epoch milliseconds. */
export interface Hit {
  readonly id: string;
  readonly workspaceId: string;
  readonly sendId: string;
  readonly kind: 'click' | 'open' | 'unsubscribe';
  /** Which link of the message, where it is a click. */
  readonly link: number | null;
  readonly at: number;
}

/** Stores a hit whose event is to be recorded at an instant (epoch ms). */
export async function addHit(connection: Connection, hit: Hit, emitAt: number): Promise<void> {
  await connection.query({
    name: 'add-hit',
    text: 'INSERT INTO hit (id, workspace_id, send_id, kind, link, at, emit_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    values: [hit.id, hit.workspaceId, hit.sendId, hit.kind, hit.link, dateOf(hit.at), dateOf(emitAt)],
  });
}

/** Notes that the event of a hit is recorded, or never will be. */
export async function settleHit(connection: Connection, id: string): Promise<void> {
  await connection.query({
    name: 'settle-hit',
    text: 'UPDATE hit SET emit_at = NULL WHERE id = $1',
    values: [id],
  });
}

/**
 * Takes hits whose instant has come: nobody else is given them before `until` (epoch ms), and whoever took them and failed
 * finds them again then.
 */
export async function takeHits(
  connection: Connection,
  most: number,
  { due, until }: { readonly due: number; readonly until: number },
): Promise<readonly Hit[]> {
  const { rows } = await connection.query<Omit<Hit, 'at'> & { at: Date }>(
    `UPDATE hit SET emit_at = $3 WHERE id IN (
       SELECT id FROM hit WHERE emit_at <= $2 ORDER BY emit_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id, workspace_id AS "workspaceId", send_id AS "sendId", kind, link, at`,
    [most, dateOf(due), dateOf(until)],
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
