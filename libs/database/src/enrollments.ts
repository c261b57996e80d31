import type { Database } from './database';
import type { JsonObject } from './rows';

/** An enrollment as it is listed. */
export interface ListedEnrollment {
  readonly id: string;
  readonly journeyKey: string;
  readonly version: number;
  readonly userId: string | null;
  readonly profileId: string;
  readonly entryKey: string;
  readonly state: string;
  readonly step: string | null;
  readonly rest: JsonObject | null;
  readonly because: string | null;
  readonly incident: { readonly at: Date; readonly code: string; readonly message: string } | null;
  readonly enteredAt: Date;
  readonly endedAt: Date | null;
  readonly goalAt: Date | null;
}

/** Which enrollments to list, the newest first. */
export interface EnrollmentFilter {
  readonly journey?: string | undefined;
  readonly userId?: string | undefined;
  readonly state?: string | undefined;
  readonly step?: string | undefined;
  /** Those after this one of an earlier page. */
  readonly after: { readonly enteredAt: Date; readonly id: string } | null;
  readonly limit: number;
}

const LISTED = `
  SELECT e.id, j.key AS "journeyKey", e.version, e.profile_id AS "profileId", e.entry_key AS "entryKey", e.state, e.step, e.rest,
         e.because, e.entered_at AS "enteredAt", e.ended_at AS "endedAt", e.goal_at AS "goalAt",
         (SELECT value FROM profile_identifier i WHERE i.profile_id = e.profile_id AND i.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId",
         (SELECT jsonb_build_object('at', i.at, 'code', i.code, 'message', i.message) FROM incident i
           WHERE i.enrollment_id = e.id AND i.resolved_at IS NULL) AS incident
    FROM enrollment e JOIN journey j ON j.id = e.journey_id`;

type Row = Omit<ListedEnrollment, 'incident'> & {
  incident: { at: string; code: string; message: string } | null;
};

export async function listEnrollments(
  database: Database,
  workspaceId: string,
  filter: EnrollmentFilter,
): Promise<readonly ListedEnrollment[]> {
  const { rows } = await database.pool.query<Row>(
    `${LISTED}
      WHERE e.workspace_id = $1 AND ($2::text IS NULL OR j.key = $2) AND ($3::text IS NULL OR e.state = $3) AND ($4::text IS NULL OR e.step = $4)
        AND ($5::text IS NULL OR e.profile_id = (SELECT profile_id FROM profile_identifier WHERE workspace_id = $1 AND kind = 'userId' AND value = $5))
        AND ($6::timestamptz IS NULL OR (e.entered_at, e.id) < ($6, $7::uuid))
      ORDER BY e.entered_at DESC, e.id DESC LIMIT $8`,
    [
      workspaceId,
      filter.journey ?? null,
      filter.state ?? null,
      filter.step ?? null,
      filter.userId ?? null,
      filter.after?.enteredAt ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  );
  return rows.map(listedOf);
}

export async function findEnrollment(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<ListedEnrollment | null> {
  const { rows } = await database.pool.query<Row>(`${LISTED} WHERE e.workspace_id = $1 AND e.id = $2`, [
    workspaceId,
    id,
  ]);
  return rows[0] ? listedOf(rows[0]) : null;
}

function listedOf(row: Row): ListedEnrollment {
  const { incident } = row;
  return { ...row, incident: incident && { ...incident, at: new Date(incident.at) } };
}

/** A row of the step log. */
export interface StoredLogRow {
  readonly seq: number;
  readonly at: Date;
  readonly step: string | null;
  readonly kind: string | null;
  readonly visit: number;
  readonly did: string;
  readonly because: string;
  readonly detail: JsonObject | null;
}

/** The log of an enrollment, oldest first. Bounded by the visits limit of its steps. */
export async function readLog(database: Database, enrollmentId: string): Promise<readonly StoredLogRow[]> {
  const rows = await database.prisma.stepLog.findMany({
    where: { enrollmentId },
    orderBy: { seq: 'asc' },
    take: 5_000,
  });
  return rows.map(({ seq, at, step, kind, visit, did, because, detail }) => ({
    seq,
    at,
    step,
    kind,
    visit,
    did,
    because,
    detail: detail as JsonObject | null,
  }));
}
