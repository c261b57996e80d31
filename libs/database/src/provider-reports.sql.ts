// What providers report about sends, and what it makes of the ledger. However often and in whatever order it comes, the
// ledger ends the same: a send's state is that of the gravest report there is of it.
import type { Database, Transaction } from './database';
import { columnsOf, dateOf } from './rows';
import { inTransaction } from './transaction';

/** What a provider reported about a send. Instants are epoch milliseconds. */
export interface ReportRow {
  /** The same for the same happening, however often it is told. */
  readonly key: string;
  readonly sendId: string;
  readonly provider: string;
  readonly state: ReportState;
  /** Whether it is the one that the provider makes of every message it takes. */
  readonly receipt: boolean;
  readonly reason: string | null;
  readonly code: string | null;
  /** The provider's own id of the message. */
  readonly providerId: string | null;
  readonly at: number;
  readonly raw: string;
}

/** What a report proves of a send, from the least to the gravest. */
export const REPORT_STATES = ['ACCEPTED', 'DEFERRED', 'DROPPED', 'DELIVERED', 'BOUNCED'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** A run that rested on a send which a report has settled. */
export interface SettledRun {
  readonly enrollmentId: string;
  /** The key and version of its journey. */
  readonly journey: string;
  readonly version: number;
}

/** Which of these keys are stored already. */
export async function findReports(
  database: Database,
  workspaceId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await database.pool.query<{ key: string }>({
    name: 'find-reports',
    text: 'SELECT key FROM provider_report WHERE workspace_id = $1 AND key = ANY($2::text[])',
    values: [workspaceId, keys],
  });
  return new Set(rows.map(({ key }) => key));
}

/**
 * Stores reports that are new, as they came, and brings the sends they are about to what all their reports say. Reports
 * about sends that the workspace does not have are left out.
 * @param reports distinct by key
 * @returns the runs that rested on a send which was not settled before
 */
export async function applyReports(
  database: Database,
  workspaceId: string,
  reports: readonly ReportRow[],
  now: number,
): Promise<readonly SettledRun[]> {
  return inTransaction(database, async (tx) => {
    // Two batches that tell of the same sends take them in the same order, one after the other.
    await lockSends(tx, workspaceId, [...new Set(reports.map((report) => report.sendId))]);
    const fresh = await insertReports(tx, workspaceId, reports, now);
    if (fresh.length === 0) return [];
    return settleSends(tx, workspaceId, fresh, now);
  });
}

async function lockSends(tx: Transaction, workspaceId: string, sendIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'lock-sends',
    text: 'SELECT id FROM send WHERE id = ANY($1::uuid[]) AND workspace_id = $2 ORDER BY id FOR NO KEY UPDATE',
    values: [sendIds, workspaceId],
  });
}

/** Of an erased person only what became of the send is kept. */
const IF_KNOWN = (told: string): string => `CASE WHEN h.state IS DISTINCT FROM 'erased' THEN ${told} END`;

async function insertReports(
  tx: Transaction,
  workspaceId: string,
  reports: readonly ReportRow[],
  now: number,
): Promise<readonly string[]> {
  const rows = reports
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map((report) => ({ ...report, at: dateOf(report.at) }));
  const told = ['key', 'sendId', 'provider', 'state', 'reason', 'code', 'providerId', 'at', 'raw'] as const;
  const names = [...told, 'receipt'] as const;
  const inserted = await tx.query<{ key: string }>({
    name: 'insert-reports',
    text: `
      INSERT INTO provider_report (workspace_id, key, send_id, provider, state, reason, code, provider_id, at, raw, receipt, received_at)
      SELECT $1, key, send_id, new.provider, new.state, ${IF_KNOWN('new.reason')}, ${IF_KNOWN('new.code')}, ${IF_KNOWN('new.provider_id')}, new.at,
             coalesce(${IF_KNOWN('raw')}, ''), new.receipt, $12
        FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::boolean[])
             AS new(key, send_id, provider, state, reason, code, provider_id, at, raw, receipt)
        JOIN send s ON s.id = new.send_id AND s.workspace_id = $1
        LEFT JOIN profile_head h ON h.id = s.profile_id
      ON CONFLICT DO NOTHING RETURNING key`,
    values: [workspaceId, ...columnsOf(rows, names), dateOf(now)],
  });
  return inserted.rows.map(({ key }) => key);
}

/** The place of a state among those of reports; what is none is before all of them. */
const rank = (state: string): string =>
  `coalesce(array_position(ARRAY['${REPORT_STATES.join("', '")}'], ${state}), 0)`;

/**
 * Brings sends to the gravest of all their reports, of equally grave ones the first by time and key. A send that was
 * never posted is nothing that a provider could know of.
 */
async function settleSends(
  tx: Transaction,
  workspaceId: string,
  fresh: readonly string[],
  now: number,
): Promise<readonly SettledRun[]> {
  const { rows } = await tx.query<SettledRun>({
    name: 'settle-sends',
    text: `
      WITH news AS (
        SELECT send_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', at, 'state', state, 'reason', reason, 'by', provider))
                                  ORDER BY at, key) AS told
          FROM provider_report WHERE workspace_id = $1 AND key = ANY($2::text[]) GROUP BY send_id),
      gravest AS (
        SELECT DISTINCT ON (r.send_id) r.send_id, r.state, r.reason, r.code, r.provider_id
          FROM provider_report r JOIN news ON news.send_id = r.send_id WHERE r.workspace_id = $1
         ORDER BY r.send_id, ${rank('r.state')} DESC, r.at, r.key),
      before AS (
        SELECT s.id, s.state FROM send s JOIN news ON news.send_id = s.id),
      after AS (
        UPDATE send s SET
               state = g.state, reason = g.reason, code = g.code, provider_id = coalesce(s.provider_id, g.provider_id),
               lease_until = NULL, retry_at = NULL, held_until = NULL, updated_at = $3,
               history = CASE WHEN jsonb_array_length(s.history) >= 100 THEN s.history - 1 ELSE s.history END || news.told
          FROM gravest g, news
         WHERE s.id = g.send_id AND news.send_id = s.id AND s.attempt > 0 AND ${rank('g.state')} >= ${rank('s.state')}
        RETURNING s.id, s.enrollment_id)
      SELECT e.id AS "enrollmentId", j.key AS journey, e.version
        FROM after
        JOIN before ON before.id = after.id AND ${rank('before.state')} = 0
        JOIN enrollment e ON e.id = after.enrollment_id AND e.state = 'active' AND e.rest ->> 'sendId' = after.id::text
        JOIN journey j ON j.id = e.journey_id`,
    values: [workspaceId, fresh, dateOf(now)],
  });
  return rows;
}
