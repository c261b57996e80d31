// What a journey has come to, in numbers.
import type { Database, Transaction } from './database';
import { dateOf } from './rows';

/** People in a journey, over all its versions, and what became of them. */
export interface JourneyNumbers {
  readonly entered: number;
  /** How many are at each step now. */
  readonly active: { readonly [step: string]: number };
  readonly completed: number;
  readonly failed: number;
  /** How many were taken out, by the reason in their log; the most frequent ones. */
  readonly exits: readonly { readonly reason: string; readonly count: number }[];
  readonly exited: number;
  /** How often each path was taken, by step. */
  readonly paths: { readonly [step: string]: { readonly [path: string]: number } };
  /** How many opened or clicked something. */
  readonly engaged: number;
  /** How many reached the goal. */
  readonly converted: number;
  readonly sends: { readonly [state: string]: number };
}

/** A line of what is counted (see the migration `report_counts`, whose triggers write every change). */
interface Counted {
  readonly what:
    'entered' | 'active' | 'completed' | 'exited' | 'failed' | 'path' | 'send' | 'engaged' | 'converted';
  readonly step: string;
  readonly name: string;
  readonly count: number;
}

const MOST_REASONS = 50;

/** Reads what a journey has come to: what is folded, and the changes that are not folded yet, in one snapshot. */
export async function readJourneyNumbers(database: Database, journeyId: string): Promise<JourneyNumbers> {
  const { rows } = await database.pool.query<Counted>({
    name: 'read-journey-numbers',
    text: `
      SELECT what, step, name, sum(count)::float8 AS count
        FROM (SELECT what, step, name, count FROM report_count WHERE journey_id = $1
              UNION ALL SELECT what, step, name, by FROM report_change WHERE journey_id = $1) AS counted
       GROUP BY what, step, name HAVING sum(count) <> 0 ORDER BY what, step, name`,
    values: [journeyId],
  });
  const of = (what: Counted['what']): readonly Counted[] => rows.filter((row) => row.what === what);
  const total = (what: Counted['what']): number => of(what).reduce((sum, { count }) => sum + count, 0);
  const reasons = Object.entries(addUp(of('exited').map(({ name, count }) => [name, count])));
  return {
    entered: total('entered'),
    active: addUp(of('active').map(({ step, count }) => [step, count])),
    completed: total('completed'),
    failed: total('failed'),
    exited: total('exited'),
    exits: reasons
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
      .slice(0, MOST_REASONS),
    paths: pathsOf(of('path')),
    engaged: total('engaged'),
    converted: total('converted'),
    sends: addUp(of('send').map(({ name, count }) => [name, count])),
  };
}

function pathsOf(rows: readonly Counted[]): JourneyNumbers['paths'] {
  const steps = [...new Set(rows.map(({ step }) => step))];
  return Object.fromEntries(
    steps.map((of) => [
      of,
      addUp(rows.filter(({ step }) => step === of).map(({ name, count }) => [name, count])),
    ]),
  );
}

function addUp(pairs: readonly (readonly [string, number])[]): { readonly [name: string]: number } {
  const sums = new Map<string, number>();
  for (const [name, count] of pairs) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}

/**
 * Folds changes into counts. Any number of processes may fold at once: each takes other changes, and counts are locked
 * in one order.
 * @returns how many changes were folded, and how many sends came into which state by them
 */
export async function foldReportChanges(
  database: Database,
  most: number,
): Promise<{ readonly changes: number; readonly sends: { readonly [state: string]: number } }> {
  const { rows } = await database.pool.query<{ changes: number; sends: { [state: string]: number } | null }>({
    name: 'fold-report-changes',
    text: `
      WITH taken AS (
        DELETE FROM report_change WHERE ctid = ANY(ARRAY(SELECT ctid FROM report_change LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING *),
      folded AS (
        INSERT INTO report_count AS c (journey_id, what, step, name, count)
        SELECT journey_id, what, step, name, sum(by) FROM taken GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (journey_id, what, step, name) DO UPDATE SET count = c.count + excluded.count)
      SELECT (SELECT count(*)::int FROM taken) AS changes,
             (SELECT json_object_agg(name, count) FROM (
                SELECT name, count(*) FROM taken WHERE what = 'send' AND by > 0 GROUP BY name) AS states) AS sends`,
    values: [most],
  });
  return { changes: rows[0]?.changes ?? 0, sends: rows[0]?.sends ?? {} };
}

/** Notes that a message of these enrollments was opened or clicked; the first time counts. */
export async function markEngaged(
  tx: Transaction,
  workspaceId: string,
  enrollmentIds: readonly string[],
  now: number,
): Promise<void> {
  await tx.query({
    name: 'mark-engaged',
    text: `UPDATE enrollment SET engaged_at = $3 WHERE id = ANY($1::uuid[]) AND workspace_id = $2 AND engaged_at IS NULL`,
    values: [enrollmentIds, workspaceId, dateOf(now)],
  });
}
