// Where audiences are told of: lists at ad networks, and endpoints.
import type { Connection, Database, Transaction } from './database';
import { dateOf, jsonOf, type JsonObject } from './rows';

/** A list at an ad network, or an endpoint, that is to hold who is in an audience. */
export interface AudienceDestination {
  readonly id: string;
  readonly audience: string;
  readonly key: string;
  readonly kind: string;
  /** Names the list among all of its kind. */
  readonly list: string;
  readonly settings: JsonObject;
  /** Sealed. */
  readonly secrets: string | null;
  readonly state: 'active' | 'leaving' | 'forgotten';
  readonly pausedBy: 'owner' | 'network' | null;
  readonly trouble: string | null;
  readonly troubleCode: string | null;
  readonly troubleAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly restUntil: Date | null;
  readonly isFilling: boolean;
  readonly createdAt: Date;
}

/** How many people of an audience a destination has heard of. */
export interface DestinationCounts {
  /** Who it holds, as far as it said, and is to hold. */
  readonly held: number;
  /** Who it is still to be told of, or has not confirmed. */
  readonly pending: number;
  /** Who it would not take. */
  readonly refused: number;
  /** Who it cannot know: by no address, by no number. */
  readonly unknown: number;
}

const SHOWN = `id, audience, key, kind, list, settings, secrets, state, paused_by AS "pausedBy", trouble, trouble_code AS "troubleCode",
  trouble_at AS "troubleAt", last_success_at AS "lastSuccessAt", rest_until AS "restUntil", filled_to IS NOT NULL AS "isFilling",
  created_at AS "createdAt"`;

/**
 * Connects a destination: it is to be told of everybody in its audience.
 * @param now epoch ms
 * @returns whether it was; a list that is connected already is not connected once more
 */
export async function createDestination(
  tx: Transaction,
  workspaceId: string,
  created: Pick<AudienceDestination, 'id' | 'audience' | 'key' | 'kind' | 'list' | 'settings' | 'secrets'>,
  from: string,
  now: number,
): Promise<boolean> {
  const { id, audience, key, kind, list, settings, secrets } = created;
  const { rowCount } = await tx.query(
    `INSERT INTO audience_destination (id, workspace_id, audience, key, kind, list, settings, secrets, filled_to, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT DO NOTHING`,
    [id, workspaceId, audience, key, kind, list, jsonOf(settings), secrets, from, dateOf(now)],
  );
  return rowCount === 1;
}

/** Changes how a destination is told, and lets it be told again at once. @param now epoch ms */
export async function changeDestination(
  tx: Transaction,
  id: string,
  { settings, secrets }: Pick<AudienceDestination, 'settings' | 'secrets'>,
  now: number,
): Promise<void> {
  await tx.query(
    `UPDATE audience_destination SET settings = $2, secrets = $3, updated_at = $4, failures = 0, rest_until = least(rest_until, $4),
            paused_by = CASE WHEN paused_by = 'network' THEN NULL ELSE paused_by END WHERE id = $1`,
    [id, jsonOf(settings), secrets, dateOf(now)],
  );
}

/** A destination of an audience by its key; locked, where it is looked for in a transaction that is to change it. */
export async function findDestination(
  connection: Connection,
  workspaceId: string,
  { audience, key }: Pick<AudienceDestination, 'audience' | 'key'>,
  lock: 'locked' | 'as it is' = 'as it is',
): Promise<AudienceDestination | null> {
  const { rows } = await connection.query<AudienceDestination>(
    `SELECT ${SHOWN} FROM audience_destination WHERE workspace_id = $1 AND audience = $2 AND key = $3
      ${lock === 'locked' ? 'FOR UPDATE' : ''}`,
    [workspaceId, audience, key],
  );
  return rows[0] ?? null;
}

/** The destinations of an audience, by key, those after `after`. */
export async function listDestinations(
  database: Database,
  workspaceId: string,
  audience: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly AudienceDestination[]> {
  const { rows } = await database.pool.query<AudienceDestination>(
    `SELECT ${SHOWN} FROM audience_destination WHERE workspace_id = $1 AND audience = $2 AND ($3::text IS NULL OR key > $3)
      ORDER BY key LIMIT $4`,
    [workspaceId, audience, after, limit],
  );
  return rows;
}

/** How far a destination is; who has not been passed on to it yet is pending. */
export async function countCopies(connection: Connection, id: string): Promise<DestinationCounts> {
  const { rows } = await connection.query<DestinationCounts>({
    name: 'count-copies',
    text: `
      SELECT count(*) FILTER (WHERE held AND NOT due AND batch_id IS NULL)::int AS held,
             count(*) FILTER (WHERE due OR batch_id IS NOT NULL)::int
               + (SELECT count(*)::int FROM audience_destination d JOIN audience_member m
                    ON m.workspace_id = d.workspace_id AND m.audience = d.audience AND m.synced_revision < m.revision
                   WHERE d.id = $1 AND d.state = 'active') AS pending,
             count(*) FILTER (WHERE refused IS NOT NULL AND NOT due AND batch_id IS NULL)::int AS refused,
             count(*) FILTER (WHERE wants = 'in' AND NOT held AND NOT due AND batch_id IS NULL AND refused IS NULL)::int AS unknown
        FROM audience_copy WHERE destination_id = $1`,
    values: [id],
  });
  return rows[0] ?? { held: 0, pending: 0, refused: 0, unknown: 0 };
}

/** Has a destination told of everybody once more, from the first on. */
export async function refillDestination(tx: Transaction, id: string, from: string): Promise<void> {
  await tx.query('UPDATE audience_destination SET filled_to = $2 WHERE id = $1', [id, from]);
}

/** Pauses a destination, or lets it go on at once. @param now epoch ms */
export async function pauseDestination(
  tx: Transaction,
  id: string,
  pausedBy: 'owner' | null,
  now: number,
): Promise<void> {
  await tx.query(
    `UPDATE audience_destination SET paused_by = $2, updated_at = $3, failures = 0,
            rest_until = CASE WHEN $2::text IS NULL THEN least(rest_until, $3) ELSE rest_until END WHERE id = $1`,
    [id, pausedBy, dateOf(now)],
  );
}

/** Has a destination end: after everybody was taken out there, or as it is. @param now epoch ms */
export async function leaveDestination(
  tx: Transaction,
  id: string,
  state: 'leaving' | 'forgotten',
  now: number,
): Promise<void> {
  await tx.query(
    `UPDATE audience_destination SET state = $2, filled_to = NULL, paused_by = NULL, failures = 0, updated_at = $3,
            rest_until = least(rest_until, $3), secrets = CASE WHEN $2 = 'forgotten' THEN NULL ELSE secrets END WHERE id = $1`,
    [id, state, dateOf(now)],
  );
}

/** What has come of telling a destination. Instants are epoch milliseconds. */
export interface Told {
  /** When it may be told again. */
  readonly restUntil: number;
  /** Whether it has done what it was told. */
  readonly done: boolean;
  /** What went wrong; null = nothing. */
  readonly trouble: { readonly code: string; readonly sentence: string; readonly stops: boolean } | null;
}

/** Notes what has come of telling a destination, which ends the rest that its taker gave it. */
export async function noteTold(
  tx: Transaction,
  id: string,
  { restUntil, done, trouble }: Told,
  now: number,
): Promise<void> {
  await tx.query({
    name: 'note-told',
    text: `
      UPDATE audience_destination SET rest_until = $2, failures = CASE WHEN $3::text IS NULL THEN 0 ELSE failures + 1 END,
             trouble = $4, trouble_code = $3, trouble_at = CASE WHEN $3::text IS NULL THEN NULL ELSE $5::timestamptz END,
             last_success_at = CASE WHEN $7::boolean THEN $5::timestamptz ELSE last_success_at END,
             paused_by = CASE WHEN $6::boolean AND paused_by IS NULL THEN 'network' ELSE paused_by END
       WHERE id = $1`,
    values: [
      ...[id, dateOf(restUntil), trouble?.code ?? null, trouble?.sentence ?? null],
      ...[dateOf(now), trouble?.stops ?? false, done],
    ],
  });
}

/** Lets a destination be taken again. @param at epoch ms */
export async function freeDestination(tx: Transaction, id: string, at: number): Promise<void> {
  await tx.query('UPDATE audience_destination SET rest_until = $2 WHERE id = $1', [id, dateOf(at)]);
}

/**
 * Removes what is kept of a destination that has ended, some of it at a time, and in the end itself.
 * @returns whether it is gone
 */
export async function removeDestination(tx: Transaction, id: string, most: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `DELETE FROM audience_copy WHERE destination_id = $1 AND profile_id IN (
       SELECT profile_id FROM audience_copy WHERE destination_id = $1 LIMIT $2)`,
    [id, most],
  );
  if ((rowCount ?? 0) === most) return false;
  await tx.query('DELETE FROM audience_batch WHERE destination_id = $1', [id]);
  await tx.query('DELETE FROM audience_destination WHERE id = $1', [id]);
  return true;
}
