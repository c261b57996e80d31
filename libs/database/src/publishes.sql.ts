// Publishing a version, and taking it back: one transaction each, with the journey's row locked. Their people are moved
// later, in batches.
import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from './database';
import { columnsOf, dateOf, jsonOf, type Json } from './rows';
import { inTransaction } from './transaction';

/** What becomes of the people at a step of earlier versions. Who is not spoken of is kept there. */
export interface StepPolicy {
  readonly step: string;
  readonly policy: 'move' | 'exit';
  /** The step of the new version that they are moved to. */
  readonly target: string | null;
}

/** How many people stand at a step of a version, and what is to become of them. */
export interface Standing {
  readonly version: number;
  readonly step: string;
  readonly people: number;
  readonly policy: 'keep' | 'move' | 'exit';
  readonly target: string | null;
}

/** What `publish` freezes, and for whom. */
export interface Publication {
  readonly journeyId: string;
  readonly document: Json;
  readonly triggerEvent: string | null;
  /** The version whose document it is again, if it is a rollback. */
  readonly rollbackTo: number | null;
  readonly policies: readonly StepPolicy[];
  /** The key that publishes. */
  readonly keyId: string | null;
}

/** What came of publishing. */
export type Publishing =
  | {
      readonly kind: 'published';
      /** Null where it was only tried. */
      readonly publishId: string | null;
      readonly version: number;
      readonly standing: readonly Standing[];
    }
  | { readonly kind: 'deleted' }
  /** It was stopped, and people are still being taken out. */
  | { readonly kind: 'stopping' }
  /** The people of another publish are still being moved. */
  | { readonly kind: 'under-way'; readonly publishId: string };

/**
 * Freezes a document as the journey's next version, makes it the one that people enter, and notes who stands at the steps
 * whose people are to be moved or taken out: from then on they take no turn where they stand. The journey's row is
 * locked, so that two publishes at once give two versions, and a delete at once comes before or after.
 * @param isDry answers the same, and changes nothing
 */
export async function publishVersion(
  database: Database,
  workspaceId: string,
  publication: Publication,
  { isDry, now }: { readonly isDry: boolean; readonly now: number },
): Promise<Publishing> {
  const { journeyId, policies } = publication;
  return inTransaction(database, async (tx): Promise<Publishing> => {
    const journey = await lockJourney(tx, workspaceId, journeyId);
    if (!journey || journey.deleted) return { kind: 'deleted' };
    if (journey.state === 'stopped' && journey.hasPeople) return { kind: 'stopping' };
    if (policies.length > 0 && journey.openPublish !== null)
      return { kind: 'under-way', publishId: journey.openPublish };
    const version = journey.lastVersion + 1;
    const publishId = randomUUID();
    const standing = await noteStanding(tx, { publishId, journeyId, policies, isDry, now });
    if (isDry) return { kind: 'published', publishId: null, version, standing };
    await freeze(tx, workspaceId, publication, { version, now });
    const isApplied = standing.every(({ policy }) => policy === 'keep');
    await tx.query(
      `INSERT INTO publish (id, workspace_id, journey_id, version, rollback_to, previous_version, previous_trigger, state, standing,
                            key_id, at, applied_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8 THEN 'applied' ELSE 'applying' END, $9, $10, $11, CASE WHEN $8 THEN $11::timestamptz END)`,
      [
        ...[publishId, workspaceId, journeyId, version, publication.rollbackTo],
        ...[journey.publishedVersion, journey.triggerEvent, isApplied, jsonOf(standing)],
        ...[publication.keyId, dateOf(now)],
      ],
    );
    return { kind: 'published', publishId, version, standing };
  });
}

interface LockedJourney {
  readonly state: string;
  readonly deleted: boolean;
  readonly publishedVersion: number | null;
  readonly triggerEvent: string | null;
  readonly lastVersion: number;
  readonly hasPeople: boolean;
  /** A publish whose people are still being moved. */
  readonly openPublish: string | null;
}

/** The lock is a statement of its own: what is read after it is as it is now. */
async function lockJourney(
  tx: Transaction,
  workspaceId: string,
  journeyId: string,
): Promise<LockedJourney | undefined> {
  await tx.query('SELECT FROM journey WHERE id = $1 AND workspace_id = $2 FOR NO KEY UPDATE', [
    journeyId,
    workspaceId,
  ]);
  const { rows } = await tx.query<LockedJourney>(
    `SELECT state, deleted_at IS NOT NULL AS deleted, published_version AS "publishedVersion", trigger_event AS "triggerEvent",
            (SELECT coalesce(max(number), 0) FROM journey_version WHERE journey_id = $1) AS "lastVersion",
            EXISTS (SELECT FROM enrollment WHERE journey_id = $1 AND state = 'active') AS "hasPeople",
            (SELECT id FROM publish WHERE journey_id = $1 AND state IN ('applying', 'undoing') LIMIT 1) AS "openPublish"
       FROM journey WHERE id = $1 AND workspace_id = $2`,
    [journeyId, workspaceId],
  );
  return rows[0];
}

/** Counts who stands where, and notes those for whom there is a policy: both of one instant. */
async function noteStanding(
  tx: Transaction,
  about: {
    readonly publishId: string;
    readonly journeyId: string;
    readonly policies: readonly StepPolicy[];
    readonly isDry: boolean;
    readonly now: number;
  },
): Promise<readonly Standing[]> {
  const { rows } = await tx.query<Standing>(
    `WITH standing AS MATERIALIZED (
       SELECT e.id, e.version, coalesce(e.step, '') AS step, ${STAY} AS stay FROM enrollment e WHERE e.journey_id = $1 AND e.state = 'active'),
     policies AS (SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) AS one(step, policy, target)),
     noted AS (
       INSERT INTO publish_person (publish_id, enrollment_id, version, step, stay, policy, target, state, look_at)
       SELECT $5, s.id, s.version, s.step, s.stay, p.policy, p.target, 'waiting', $6
         FROM standing s JOIN policies p USING (step) WHERE NOT $7)
     SELECT s.version, s.step, count(*)::int AS people, coalesce(p.policy, 'keep') AS policy, p.target
       FROM standing s LEFT JOIN policies p USING (step) GROUP BY s.version, s.step, p.policy, p.target ORDER BY s.version, s.step`,
    [
      about.journeyId,
      ...columnsOf(about.policies, ['step', 'policy', 'target']),
      about.publishId,
      dateOf(about.now),
      about.isDry,
    ],
  );
  return rows;
}

/** SQL: which of its stays at its step the run `e` is at; one that is about to arrive is at the next. */
export const STAY = `coalesce((e.memory -> 'visits' ->> e.step)::int, 0) + (e.rest IS NULL)::int`;

/** SQL: whether a publish is about to move or end the run `e`, which still is in the stay that the publish saw. */
export const IS_MOVING = `EXISTS (
    SELECT FROM publish_person m WHERE m.enrollment_id = e.id AND m.state = 'waiting' AND m.version = e.version AND m.step = e.step AND m.stay = ${STAY})`;

async function freeze(
  tx: Transaction,
  workspaceId: string,
  { journeyId, document, triggerEvent }: Publication,
  { version, now }: { readonly version: number; readonly now: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO journey_version (journey_id, number, workspace_id, document, published_at) VALUES ($1, $2, $3, $4, $5)`,
    [journeyId, version, workspaceId, jsonOf(document), dateOf(now)],
  );
  await tx.query(
    `UPDATE journey SET published_version = $2, trigger_event = $3, state = CASE WHEN state = 'paused' THEN 'paused' ELSE 'running' END,
            updated_at = $4 WHERE id = $1`,
    [journeyId, version, triggerEvent, dateOf(now)],
  );
}

/** What came of taking a publish back. */
export type Undoing =
  /** It is being undone, or is undone. */
  | { readonly kind: 'undone' }
  | { readonly kind: 'unknown' }
  /** There was no version before it. */
  | { readonly kind: 'first' }
  /** People enter another version since. */
  | { readonly kind: 'published-since'; readonly version: number | null };

/**
 * Lets people enter again what they entered before a publish, and stops moving its people; putting them back is left to
 * the worker. Undone twice is undone.
 */
export async function undoPublish(
  database: Database,
  workspaceId: string,
  publishId: string,
  { keyId, now }: { readonly keyId: string | null; readonly now: number },
): Promise<Undoing> {
  return inTransaction(database, async (tx): Promise<Undoing> => {
    await tx.query(
      `SELECT FROM journey WHERE id = (SELECT journey_id FROM publish WHERE id = $1 AND workspace_id = $2) FOR NO KEY UPDATE`,
      [publishId, workspaceId],
    );
    const { rows } = await tx.query<{
      state: string;
      version: number;
      previous: number | null;
      published: number | null;
      journey: string;
    }>(
      `SELECT p.state, p.version, p.previous_version AS previous, j.published_version AS published, j.id AS journey
         FROM publish p JOIN journey j ON j.id = p.journey_id WHERE p.id = $1 AND p.workspace_id = $2 AND j.deleted_at IS NULL`,
      [publishId, workspaceId],
    );
    const [publish] = rows;
    if (!publish) return { kind: 'unknown' };
    if (publish.state === 'undoing' || publish.state === 'undone') return { kind: 'undone' };
    if (publish.published !== publish.version) return { kind: 'published-since', version: publish.published };
    if (publish.previous === null) return { kind: 'first' };
    await tx.query(
      `WITH undone AS (
         UPDATE publish SET state = 'undoing', undo_key_id = $2, undo_at = $3 WHERE id = $1 RETURNING journey_id, previous_version, previous_trigger)
       UPDATE journey j SET published_version = u.previous_version, trigger_event = u.previous_trigger, updated_at = $3
         FROM undone u WHERE j.id = u.journey_id`,
      [publishId, keyId, dateOf(now)],
    );
    return { kind: 'undone' };
  });
}
