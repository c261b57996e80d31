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
