import type { Database } from './database';
import type { JsonObject } from './rows';

/** A row of the ledger as it is shown. */
export interface StoredSend {
  readonly id: string;
  readonly enrollmentId: string;
  readonly step: string;
  readonly visit: number;
  readonly channel: string;
  readonly provider: string;
  readonly template: string | null;
  readonly address: string;
  readonly state: string;
  readonly attempt: number;
  readonly reason: string | null;
  readonly because: string | null;
  readonly code: string | null;
  readonly possibleDuplicate: boolean;
  readonly heldUntil: Date | null;
  readonly providerId: string | null;
  readonly history: readonly JsonObject[];
  readonly createdAt: Date;
}

/** The sends of an enrollment, oldest first. */
export async function listSendsOf(database: Database, enrollmentId: string): Promise<readonly StoredSend[]> {
  const rows = await database.prisma.send.findMany({
    where: { enrollmentId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
  return rows.map((row) => ({ ...row, history: row.history as unknown as readonly JsonObject[] }));
}

/** A row of the ledger, and who it is to. */
export type ListedSend = StoredSend & { readonly userId: string | null };

/** Which sends to list, the newest first. */
export interface SendFilter {
  readonly state?: string | undefined;
  readonly userId?: string | undefined;
  readonly journey?: string | undefined;
  /** Those after this one of an earlier page. */
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
}

const LISTED = `
  SELECT s.id, s.enrollment_id AS "enrollmentId", s.step, s.visit, s.channel, s.provider, s.template, s.address, s.state, s.attempt,
         s.reason, s.because, s.code, s.possible_duplicate AS "possibleDuplicate", s.held_until AS "heldUntil", s.provider_id AS "providerId",
         s.history, s.created_at AS "createdAt",
         (SELECT value FROM profile_identifier i WHERE i.profile_id = s.profile_id AND i.kind = 'userId' ORDER BY created_at, value LIMIT 1) AS "userId"
    FROM send s`;

export async function listSends(
  database: Database,
  workspaceId: string,
  { state, userId, journey, after, limit }: SendFilter,
): Promise<readonly ListedSend[]> {
  const { rows } = await database.pool.query<ListedSend>(
    `${LISTED}
      WHERE s.workspace_id = $1 AND ($2::text IS NULL OR s.state = $2)
        AND ($3::text IS NULL OR s.profile_id = (SELECT profile_id FROM profile_identifier WHERE workspace_id = $1 AND kind = 'userId' AND value = $3))
        AND ($4::text IS NULL OR s.journey_id = (SELECT id FROM journey WHERE workspace_id = $1 AND key = $4))
        AND ($5::timestamptz IS NULL OR (s.created_at, s.id) < ($5, $6::uuid))
      ORDER BY s.created_at DESC, s.id DESC LIMIT $7`,
    [
      workspaceId,
      state ?? null,
      userId ?? null,
      journey ?? null,
      after?.createdAt ?? null,
      after?.id ?? null,
      limit,
    ],
  );
  return rows;
}

export async function findSend(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<ListedSend | null> {
  const { rows } = await database.pool.query<ListedSend>(
    `${LISTED} WHERE s.workspace_id = $1 AND s.id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
