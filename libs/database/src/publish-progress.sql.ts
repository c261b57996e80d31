// How far a publish is with the people of earlier versions.
import type { Database } from './database';
import type { Standing } from './publishes.sql';

/** What has become of somebody whom a publish was to move or take out. */
export type PersonState =
  /** Nothing yet. */
  | 'waiting'
  | 'moved'
  | 'exited'
  /** Had left the step already. */
  | 'left'
  /** The run had ended already. */
  | 'ended'
  /** Was still waiting when the publish was undone. */
  | 'kept'
  /** Put back by the undo. */
  | 'returned'
  /** Not put back: had left the target step. */
  | 'stayed';

/** A key, as people tell it from others. */
export interface ShownKey {
  readonly id: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly label: string;
}

/** A publish, and what has become of the people it speaks of. */
export interface StoredPublish {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly rollbackTo: number | null;
  readonly previousVersion: number | null;
  readonly state: 'applying' | 'applied' | 'undoing' | 'undone';
  readonly standing: readonly Standing[];
  readonly by: ShownKey | null;
  readonly at: Date;
  readonly appliedAt: Date | null;
  readonly undoBy: ShownKey | null;
  readonly undoAt: Date | null;
  readonly undoneAt: Date | null;
  readonly progress: readonly PersonCount[];
}

export interface PersonCount {
  readonly version: number;
  readonly step: string;
  readonly state: PersonState;
  readonly count: number;
}

const keyOf = (column: string): string =>
  `(SELECT json_build_object('id', k.id, 'hint', k.hint, 'label', k.label) FROM api_key k WHERE k.id = p.${column})`;

/** A publish with its progress; null where there is none of that id in the workspace. */
export async function findPublish(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredPublish | null> {
  const { rows } = await database.pool.query<StoredPublish>(
    `SELECT p.id, j.key AS journey, p.version, p.rollback_to AS "rollbackTo", p.previous_version AS "previousVersion", p.state, p.standing,
            p.at, p.applied_at AS "appliedAt", p.undo_at AS "undoAt", p.undone_at AS "undoneAt",
            ${keyOf('key_id')} AS by, ${keyOf('undo_key_id')} AS "undoBy",
            (SELECT coalesce(json_agg(one), '[]') FROM (
               SELECT version, step, state, count(*)::int AS count FROM publish_person WHERE publish_id = p.id GROUP BY 1, 2, 3) one) AS progress
       FROM publish p JOIN journey j ON j.id = p.journey_id WHERE p.id = $1 AND p.workspace_id = $2`,
    [id, workspaceId],
  );
  return rows[0] ?? null;
}

/** A version without its document, and how it came about. */
export interface ListedVersion {
  readonly number: number;
  readonly publishedAt: Date;
  /** Null of versions older than publishes. */
  readonly publishId: string | null;
  /** The version whose document it is again. */
  readonly rollbackTo: number | null;
  readonly by: ShownKey | null;
}

/** The versions of a journey, the newest first: those before `before`. */
export async function listVersions(
  database: Database,
  workspaceId: string,
  journeyId: string,
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly ListedVersion[]> {
  const { rows } = await database.pool.query<ListedVersion>(
    `SELECT v.number, v.published_at AS "publishedAt", p.id AS "publishId", p.rollback_to AS "rollbackTo", ${keyOf('key_id')} AS by
       FROM journey_version v LEFT JOIN publish p ON p.journey_id = v.journey_id AND p.version = v.number
      WHERE v.workspace_id = $1 AND v.journey_id = $2 AND ($3::int IS NULL OR v.number < $3) ORDER BY v.number DESC LIMIT $4`,
    [workspaceId, journeyId, page.before, page.limit],
  );
  return rows;
}

/** A step of published versions: under one id, versions may have steps of different kinds. */
export interface StepOfVersions {
  readonly step: string;
  readonly kind: string;
}

/** All steps that the published versions of a journey have. */
export async function listStepsOfVersions(
  database: Database,
  journeyId: string,
): Promise<readonly StepOfVersions[]> {
  const { rows } = await database.pool.query<StepOfVersions>(
    `SELECT DISTINCT one.key AS step, one.value ->> 'kind' AS kind
       FROM journey_version v, jsonb_each(v.document -> 'steps') AS one WHERE v.journey_id = $1`,
    [journeyId],
  );
  return rows;
}
