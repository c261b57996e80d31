import { randomUUID } from 'node:crypto';
import type { Connection, Database } from './database';
import type { Prisma } from './generated/client';
import type { Page } from './page';
import type { Json } from './rows';

/** A journey's state: never published, entered by people, entered by nobody for now, ended for good. */
export type JourneyState = 'draft' | 'running' | 'paused' | 'stopped';

export interface StoredJourney {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly state: JourneyState;
  readonly draft: Json | null;
  readonly publishedVersion: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Saves the draft of a journey, making the journey where it is new. */
export async function saveDraft(
  database: Database,
  workspaceId: string,
  draft: { key: string; name: string; document: Json },
): Promise<StoredJourney> {
  const fields = { name: draft.name, draft: draft.document as Prisma.InputJsonValue, deletedAt: null };
  const row = await database.prisma.journey.upsert({
    where: { workspaceId_key: { workspaceId, key: draft.key } },
    create: { id: randomUUID(), workspaceId, key: draft.key, ...fields },
    update: { ...fields, updatedAt: new Date() },
  });
  return journeyOf(row);
}

export async function findJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredJourney | null> {
  const row = await database.prisma.journey.findUnique({
    where: { workspaceId_key: { workspaceId, key }, deletedAt: null },
  });
  return row && journeyOf(row);
}

/** Journeys by key, those after `after`. */
export async function listJourneys(
  database: Database,
  workspaceId: string,
  page: Page,
): Promise<readonly StoredJourney[]> {
  const rows = await database.prisma.journey.findMany({
    where: { workspaceId, deletedAt: null, ...(page.after === null ? {} : { key: { gt: page.after } }) },
    orderBy: { key: 'asc' },
    take: page.limit,
  });
  return rows.map(journeyOf);
}

export interface StoredVersion {
  readonly number: number;
  readonly document: Json;
  readonly publishedAt: Date;
}

export async function findVersion(
  database: Database,
  journeyId: string,
  number: number,
): Promise<StoredVersion | null> {
  const row = await database.prisma.journeyVersion.findUnique({
    where: { journeyId_number: { journeyId, number } },
  });
  return row && { number: row.number, document: row.document as Json, publishedAt: row.publishedAt };
}

/** The document of a published version; undefined where there is no such version. */
export async function readVersionDocument(
  connection: Connection,
  journeyId: string,
  version: number,
): Promise<Json | undefined> {
  const { rows } = await connection.query<{ document: Json }>({
    name: 'read-version',
    text: 'SELECT document FROM journey_version WHERE journey_id = $1 AND number = $2',
    values: [journeyId, version],
  });
  return rows[0]?.document;
}

function journeyOf(row: {
  id: string;
  key: string;
  name: string;
  state: string;
  draft: Prisma.JsonValue | null;
  publishedVersion: number | null;
  createdAt: Date;
  updatedAt: Date;
}): StoredJourney {
  const { id, key, name, publishedVersion, createdAt, updatedAt } = row;
  return {
    id,
    key,
    name,
    state: row.state as JourneyState,
    draft: row.draft as Json | null,
    publishedVersion,
    createdAt,
    updatedAt,
  };
}

/**
 * Changes a journey's state, if it is in one of the states that it may leave.
 * @returns whether it was; false where it is in another one
 */
export async function changeJourneyState(
  database: Database,
  journeyId: string,
  change: { readonly from: readonly JourneyState[]; readonly to: JourneyState },
): Promise<boolean> {
  const { count } = await database.prisma.journey.updateMany({
    where: { id: journeyId, state: { in: [...change.from] } },
    data: { state: change.to, updatedAt: new Date(), resumedAt: null, skipBefore: null },
  });
  return count > 0;
}
