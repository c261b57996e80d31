// What a destination is told at a time. Who looks after a destination has it alone, until its rest ends.
import type { Connection, Transaction } from './database';
import { columnsOf, dateOf, type JsonObject } from './rows';

/** A destination, taken to be looked after. */
export interface TakenDestination {
  readonly id: string;
  readonly workspaceId: string;
  readonly audience: string;
  readonly key: string;
  readonly kind: string;
  readonly settings: JsonObject;
  readonly secrets: string | null;
  readonly state: 'active' | 'leaving' | 'forgotten';
  /** Whether some of its audience is still to be passed on to it. */
  readonly isFilling: boolean;
  readonly failures: number;
  /** Of its audience: whose consent it takes. */
  readonly topic: string | null;
}

/** People who are told of together. */
export interface AudienceBatch {
  readonly id: string;
  readonly does: 'add' | 'remove';
  readonly attempt: number;
  readonly receipt: string | null;
}

/** What a destination knows, or is to know, of a person; and how the person is known now. */
export interface AudienceCopy {
  readonly profileId: string;
  readonly wants: 'in' | 'out';
  readonly held: boolean;
  readonly again: boolean;
  /** By which the destination may hold them. */
  readonly email: string | null;
  readonly phone: string | null;
  /** Of the profile; null where there is none (any more). */
  readonly address: string | null;
  readonly number: string | null;
  readonly isLive: boolean;
}

const COPIES = 'SELECT FROM audience_copy c WHERE c.destination_id = d.id';
const BATCHES = 'SELECT FROM audience_batch b WHERE b.destination_id = d.id';

/**
 * Takes the destination with work to do that was longest without: it rests until `until`, so that nobody else takes it.
 * Instants are epoch milliseconds.
 */
export async function takeDestination(
  tx: Transaction,
  now: number,
  until: number,
): Promise<TakenDestination | null> {
  const { rows } = await tx.query<TakenDestination>({
    name: 'take-destination',
    text: `
      WITH next AS (
        SELECT id FROM audience_destination d
         WHERE d.paused_by IS NULL AND (d.rest_until IS NULL OR d.rest_until <= $1)
           AND (d.filled_to IS NOT NULL OR d.state = 'forgotten'
                OR EXISTS (${COPIES} AND c.due AND c.batch_id IS NULL) OR EXISTS (${BATCHES} AND b.look_at <= $1)
                OR d.state = 'leaving' AND (EXISTS (${COPIES} AND c.batch_id IS NULL) OR NOT EXISTS (${BATCHES})))
         ORDER BY d.rest_until NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED)
      UPDATE audience_destination d SET rest_until = $2 FROM next WHERE d.id = next.id
      RETURNING d.id, d.workspace_id AS "workspaceId", d.audience, d.key, d.kind, d.settings, d.secrets, d.state,
                d.filled_to IS NOT NULL AS "isFilling", d.failures,
                (SELECT topic FROM audience o WHERE o.workspace_id = d.workspace_id AND o.key = d.audience) AS topic`,
    values: [dateOf(now), dateOf(until)],
  });
  return rows[0] ?? null;
}

/** Takes the batch that waits longest to be told, or asked about. @param now epoch ms */
export async function takeBatch(
  tx: Transaction,
  destinationId: string,
  now: number,
): Promise<AudienceBatch | null> {
  const { rows } = await tx.query<AudienceBatch>({
    name: 'take-audience-batch',
    text: `
      UPDATE audience_batch SET attempt = attempt + 1 WHERE id = (
        SELECT id FROM audience_batch WHERE destination_id = $1 AND look_at <= $2 ORDER BY look_at, id LIMIT 1)
      RETURNING id, does, attempt, receipt`,
    values: [destinationId, dateOf(now)],
  });
  return rows[0] ?? null;
}

export async function countBatches(tx: Transaction, destinationId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM audience_batch WHERE destination_id = $1',
    [destinationId],
  );
  return rows[0]?.count ?? 0;
}

/** Who is in a batch, in a lasting order. */
export async function readBatch(
  connection: Connection,
  batchId: string,
): Promise<readonly { readonly id: string; readonly email: string | null; readonly phone: string | null }[]> {
  const { rows } = await connection.query<{ id: string; email: string | null; phone: string | null }>({
    name: 'read-audience-batch',
    text: 'SELECT profile_id AS id, email, phone FROM audience_copy WHERE batch_id = $1 ORDER BY profile_id',
    values: [batchId],
  });
  return rows;
}

/** The next copies that may have to be told, who is to go first; of a destination that everybody leaves: all of them. */
export async function readDueCopies(
  tx: Transaction,
  { id, state }: Pick<TakenDestination, 'id' | 'state'>,
  most: number,
): Promise<readonly AudienceCopy[]> {
  const { rows } = await tx.query<AudienceCopy>({
    name: `read-due-copies-${state}`,
    text: `
      SELECT c.profile_id AS "profileId", c.wants, c.held, c.again, c.email, c.phone,
             p.attributes ->> 'email' AS address, p.attributes ->> 'phone' AS number, coalesce(h.state = 'live', false) AS "isLive"
        FROM (SELECT * FROM audience_copy WHERE destination_id = $1 AND batch_id IS NULL ${state === 'leaving' ? '' : 'AND due'}
               ORDER BY wants DESC, profile_id LIMIT $2 FOR UPDATE SKIP LOCKED) c
        LEFT JOIN profile p ON p.id = c.profile_id LEFT JOIN profile_head h ON h.id = c.profile_id`,
    values: [id, most],
  });
  return rows;
}

/** Copies of which there is nothing to tell: those of people who are out and not held are gone. */
export async function dropDueness(
  tx: Transaction,
  destinationId: string,
  idle: readonly { readonly profileId: string; readonly isOver: boolean }[],
): Promise<void> {
  const of = (isOver: boolean): readonly string[] =>
    idle.filter((one) => one.isOver === isOver).map(({ profileId }) => profileId);
  await tx.query({
    name: 'drop-dueness',
    text: `
      WITH over AS (DELETE FROM audience_copy WHERE destination_id = $1 AND profile_id = ANY($2::uuid[]))
      UPDATE audience_copy SET due = false, again = false WHERE destination_id = $1 AND profile_id = ANY($3::uuid[])`,
    values: [destinationId, of(true), of(false)],
  });
}

/** How somebody is told of. */
export interface ToldMember {
  readonly profileId: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Begins a batch. From now on the destination may hold these people by these hashes. @param now epoch ms */
export async function beginBatch(
  tx: Transaction,
  { id, workspaceId }: Pick<TakenDestination, 'id' | 'workspaceId'>,
  batch: { readonly id: string; readonly does: 'add' | 'remove' },
  members: readonly ToldMember[],
  now: number,
): Promise<void> {
  await tx.query({
    name: 'begin-audience-batch',
    text: `
      WITH begun AS (
        INSERT INTO audience_batch (id, destination_id, workspace_id, does, attempt, look_at, created_at) VALUES ($2, $1, $3, $4, 1, $5, $5))
      UPDATE audience_copy c SET batch_id = $2, due = false, again = false, held = true, email = new.email, phone = new.phone
        FROM unnest($6::uuid[], $7::text[], $8::text[]) AS new(profile_id, email, phone)
       WHERE c.destination_id = $1 AND c.profile_id = new.profile_id`,
    values: [
      ...[id, batch.id, workspaceId, batch.does, dateOf(now)],
      ...columnsOf(members, ['profileId', 'email', 'phone']),
    ],
  });
}

/** Ends a batch, if it is still at this attempt. @returns whether it was */
export async function endBatch(
  tx: Transaction,
  { id, attempt }: Pick<AudienceBatch, 'id' | 'attempt'>,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end-audience-batch',
    text: 'DELETE FROM audience_batch WHERE id = $1 AND attempt = $2',
    values: [id, attempt],
  });
  return rowCount === 1;
}

/** The destination holds everybody of a batch. */
export async function noteAdded(tx: Transaction, batchId: string): Promise<void> {
  await tx.query({
    name: 'note-added',
    text: 'UPDATE audience_copy SET batch_id = NULL, refused = NULL WHERE batch_id = $1',
    values: [batchId],
  });
}

/**
 * The destination holds nobody of a batch any more, and by what it held them is forgotten. Whom it knows by the same hash
 * as one of these, has gone with them, and is told of once more.
 * @param refused why it would not take them; null = they were taken out
 */
export async function noteRemoved(tx: Transaction, batchId: string, refused: string | null): Promise<void> {
  await tx.query({
    name: 'note-removed',
    text: `
      WITH gone AS (SELECT destination_id, email, phone FROM audience_copy WHERE batch_id = $1),
      same AS (
        SELECT o.destination_id, o.profile_id FROM gone g JOIN audience_copy o ON o.destination_id = g.destination_id AND o.held AND o.email = g.email
         WHERE o.batch_id IS DISTINCT FROM $1
        UNION
        SELECT o.destination_id, o.profile_id FROM gone g JOIN audience_copy o ON o.destination_id = g.destination_id AND o.held AND o.phone = g.phone
         WHERE o.batch_id IS DISTINCT FROM $1),
      once_more AS (
        UPDATE audience_copy o SET due = true, again = true FROM same s
         WHERE $2::text IS NULL AND o.destination_id = s.destination_id AND o.profile_id = s.profile_id)
      UPDATE audience_copy SET batch_id = NULL, held = false, email = NULL, phone = NULL, refused = $2,
             due = due OR $2::text IS NULL OR wants = 'out'
       WHERE batch_id = $1`,
    values: [batchId, refused],
  });
}

/** Tells a batch in two halves from now on. @param ids of the halves @param now epoch ms */
export async function halveBatch(
  tx: Transaction,
  { id, workspaceId }: Pick<TakenDestination, 'id' | 'workspaceId'>,
  batch: AudienceBatch,
  halves: readonly { readonly id: string; readonly profileIds: readonly string[] }[],
  now: number,
): Promise<void> {
  for (const half of halves)
    await tx.query(
      `WITH begun AS (
         INSERT INTO audience_batch (id, destination_id, workspace_id, does, look_at, created_at) VALUES ($1, $2, $3, $4, $5, $5))
       UPDATE audience_copy SET batch_id = $1 WHERE destination_id = $2 AND profile_id = ANY($6::uuid[])`,
      [half.id, id, workspaceId, batch.does, dateOf(now), half.profileIds],
    );
}

/** Has a batch looked at again. @param lookAt epoch ms */
export async function keepBatch(
  tx: Transaction,
  { id, attempt }: Pick<AudienceBatch, 'id' | 'attempt'>,
  receipt: string | null,
  lookAt: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'keep-audience-batch',
    text: 'UPDATE audience_batch SET receipt = $3, look_at = $4 WHERE id = $1 AND attempt = $2',
    values: [id, attempt, receipt, dateOf(lookAt)],
  });
  return rowCount === 1;
}
