// What recipients do with their links: stored at once, recorded as events when they have settled.
import type { Connection } from './database';
import { columnsOf, dateOf, nullableDateOf } from './rows';

/** What was done with a link. Instants are epoch milliseconds. */
export interface Hit {
  readonly id: string;
  readonly workspaceId: string;
  readonly sendId: string;
  /** `head`: a link was asked about, and not followed. It is no event, but it tells of robots. */
  readonly kind: 'click' | 'open' | 'unsubscribe' | 'head';
  /** Which link of the message, where it is a click. */
  readonly link: number | null;
  readonly at: number;
  /** Whether who asked said to be a program. */
  readonly byProgram: boolean;
}

/** Hits of one message that are kept at most: whoever follows its links for ever fills no table. */
const MOST_OF_A_SEND = 1_000;

/** Stores a hit whose event is to be recorded at an instant (epoch ms; null = never). */
export async function addHit(connection: Connection, hit: Hit, emitAt: number | null): Promise<void> {
  const { id, workspaceId, sendId, kind, link, at, byProgram } = hit;
  await connection.query({
    name: 'add-hit',
    text: `
      INSERT INTO hit (id, workspace_id, send_id, kind, link, at, emit_at, by_program)
      SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $5::int, $6::timestamptz, $7::timestamptz, $8::boolean
       WHERE $4 = 'unsubscribe' OR (SELECT count(*) FROM (SELECT FROM hit WHERE send_id = $3 LIMIT ${MOST_OF_A_SEND}) AS kept) < ${MOST_OF_A_SEND}`,
    values: [id, workspaceId, sendId, kind, link, dateOf(at), nullableDateOf(emitAt), byProgram],
  });
}

/** Notes that the events of hits are recorded, or never will be, and what speaks for robots behind them. */
export async function settleHits(
  connection: Connection,
  hits: readonly { readonly id: string; readonly signs: readonly string[] }[],
): Promise<void> {
  const rows = hits.map(({ id, signs }) => ({ id, signs: signs.join(' ') }));
  await connection.query({
    name: 'settle-hits',
    text: `
      UPDATE hit SET emit_at = NULL, signs = string_to_array(new.signs, ' ')
        FROM unnest($1::uuid[], $2::text[]) AS new(id, signs) WHERE hit.id = new.id`,
    values: columnsOf(rows, ['id', 'signs']),
  });
}

type HitRow = Omit<Hit, 'at'> & { at: Date };

const COLUMNS = `id, workspace_id AS "workspaceId", send_id AS "sendId", kind, link, at, by_program AS "byProgram"`;

/**
 * Takes hits whose instant has come: nobody else is given them before `until` (epoch ms), and whoever took them and failed
 * finds them again then.
 */
export async function takeHits(
  connection: Connection,
  most: number,
  { due, until }: { readonly due: number; readonly until: number },
): Promise<readonly Hit[]> {
  const { rows } = await connection.query<HitRow>(
    `UPDATE hit SET emit_at = $3 WHERE id IN (
       SELECT id FROM hit WHERE emit_at <= $2 ORDER BY emit_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [most, dateOf(due), dateOf(until)],
  );
  return rows.map(hitOf);
}

/** All that was done with the links of some messages in a time (epoch ms). */
export async function readHitsOf(
  connection: Connection,
  sendIds: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Hit[]> {
  const { rows } = await connection.query<HitRow>({
    name: 'read-hits',
    text: `SELECT ${COLUMNS} FROM hit WHERE send_id = ANY($1::uuid[]) AND at BETWEEN $2 AND $3 ORDER BY at`,
    values: [sendIds, dateOf(from), dateOf(to)],
  });
  return rows.map(hitOf);
}

function hitOf(row: HitRow): Hit {
  return { ...row, at: row.at.getTime() };
}
