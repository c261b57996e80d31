import type { Connection, Transaction } from './database';
import { ONE_BY_ONE } from './plans.sql';
import { columnsOf, instantOf } from './rows';

/** A name of a person: `{ kind: 'userId', value: 'u1' }`. */
export interface Identifier {
  readonly kind: string;
  readonly value: string;
}

/** An identifier and the profile that it points to. */
export interface KnownIdentifier extends Identifier {
  readonly profileId: string;
  /** Whether that profile has a userId. */
  readonly isUser: boolean;
  /** Whether the profile is locked now; if so, the newest event timestamp known of the person (epoch ms). */
  readonly locked: boolean;
  readonly lastEventAt: number | null;
  /** Whether it was merged or erased while its lock was waited for: then it is to be looked for again. */
  readonly isGone: boolean;
}

/**
 * Finds which profiles the identifiers point to; unknown ones are left out. Where all are known, their profiles are
 * locked as `lockProfiles` does it; where any is not, none is, for identifiers are locked before profiles.
 * @param identifiers distinct
 */
export async function findIdentifiers(
  tx: Transaction,
  workspaceId: string,
  identifiers: readonly Identifier[],
): Promise<readonly KnownIdentifier[]> {
  const { rows } = await tx.query<{
    kind: string;
    value: string;
    profile_id: string;
    is_user: boolean;
    locked: boolean;
    last_event_at: Date | null;
    is_gone: boolean;
  }>({
    name: 'find-identifiers',
    text: `
      WITH found AS MATERIALIZED (
        SELECT i.kind, i.value, i.profile_id,
               i.kind = 'userId' OR EXISTS (
                 SELECT FROM profile_identifier u WHERE u.profile_id = i.profile_id AND u.kind = 'userId' ${ONE_BY_ONE}) AS is_user
          FROM unnest($2::text[], $3::text[]) AS wanted(kind, value),
               LATERAL (SELECT * FROM profile_identifier WHERE workspace_id = $1 AND kind = wanted.kind AND value = wanted.value ${ONE_BY_ONE}) i),
      locked AS MATERIALIZED (
        SELECT id, last_event_at, state FROM profile_head
         WHERE id = ANY(ARRAY(SELECT profile_id FROM found)) AND (SELECT count(*) FROM found) = cardinality($2::text[])
         ORDER BY id FOR NO KEY UPDATE)
      SELECT found.*, locked.id IS NOT NULL AS locked, locked.last_event_at, coalesce(locked.state <> 'live', false) AS is_gone
        FROM found LEFT JOIN locked ON locked.id = found.profile_id`,
    values: [workspaceId, ...columnsOf(identifiers, ['kind', 'value'])],
  });
  return rows.map(({ kind, value, profile_id, is_user, locked, last_event_at, is_gone }) => ({
    ...{ kind, value, locked, isGone: is_gone },
    ...{ profileId: profile_id, isUser: is_user, lastEventAt: instantOf(last_event_at) },
  }));
}

/**
 * Adds identifiers: all of them, or none where another transaction added one first (and has committed since).
 * @param identifiers sorted by kind and value: the one lock order
 * @returns whether they were added
 */
export async function addIdentifiers(
  tx: Transaction,
  workspaceId: string,
  identifiers: readonly (Identifier & { readonly profileId: string })[],
): Promise<boolean> {
  await tx.query('SAVEPOINT identifiers');
  const { rowCount } = await tx.query({
    name: 'add-identifiers',
    text: `
      INSERT INTO profile_identifier (workspace_id, kind, value, profile_id)
      SELECT $1, kind, value, profile_id FROM unnest($2::text[], $3::text[], $4::uuid[]) AS new(kind, value, profile_id)
      ON CONFLICT DO NOTHING`,
    values: [workspaceId, ...columnsOf(identifiers, ['kind', 'value', 'profileId'])],
  });
  const all = rowCount === identifiers.length;
  await tx.query(all ? 'RELEASE SAVEPOINT identifiers' : 'ROLLBACK TO SAVEPOINT identifiers');
  return all;
}

/** Creates empty profiles, both halves. */
export async function createProfiles(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'create-profiles',
    text: `
      WITH head AS (INSERT INTO profile_head (id, workspace_id) SELECT id, $1 FROM unnest($2::uuid[]) AS new(id))
      INSERT INTO profile (id, workspace_id, created_at, updated_at) SELECT id, $1, $3, $3 FROM unnest($2::uuid[]) AS new(id)`,
    values: [workspaceId, ids, now],
  });
}

/**
 * Tells which of these identifiers name somebody whose profile another transaction has locked. Waits for nothing and
 * keeps no lock.
 * @param identifiers distinct
 */
export async function findLocked(
  connection: Connection,
  workspaceId: string,
  identifiers: readonly Identifier[],
): Promise<readonly Identifier[]> {
  const { rows } = await connection.query<Identifier>({
    name: 'find-locked',
    text: `
      WITH found AS MATERIALIZED (
        SELECT i.kind, i.value, i.profile_id
          FROM unnest($2::text[], $3::text[]) AS wanted(kind, value),
               LATERAL (SELECT * FROM profile_identifier WHERE workspace_id = $1 AND kind = wanted.kind AND value = wanted.value ${ONE_BY_ONE}) i),
      free AS MATERIALIZED (
        SELECT id FROM profile_head WHERE id = ANY(ARRAY(SELECT profile_id FROM found)) FOR NO KEY UPDATE SKIP LOCKED)
      SELECT found.kind, found.value FROM found, profile_head h
       WHERE h.id = found.profile_id AND NOT EXISTS (SELECT FROM free WHERE free.id = h.id)`,
    values: [workspaceId, ...columnsOf(identifiers, ['kind', 'value'])],
  });
  return rows;
}
