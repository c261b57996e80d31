import type { Database } from './database';
import { Prisma } from './generated/client';
import type { Page } from './page';
import type { JsonObject } from './rows';

/** A piece that templates share, as it was saved. */
export interface StoredBlock {
  readonly key: string;
  readonly mjml: string | null;
  readonly html: string | null;
  readonly text: string | null;
  /** Itself in other languages, by locale; null where there are none. */
  readonly locales: JsonObject | null;
  readonly updatedAt: Date;
}

export async function saveBlock(
  database: Database,
  workspaceId: string,
  { key, locales, ...parts }: Omit<StoredBlock, 'updatedAt'>,
): Promise<void> {
  const data = {
    ...parts,
    locales: locales === null ? Prisma.DbNull : (locales as Prisma.InputJsonObject),
  };
  await database.prisma.block.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { workspaceId, key, ...data },
    update: { ...data, updatedAt: new Date() },
  });
}

/** Those of these blocks that there are. */
export async function readBlocks(
  database: Database,
  workspaceId: string,
  keys: readonly string[],
): Promise<readonly StoredBlock[]> {
  const rows = await database.prisma.block.findMany({ where: { workspaceId, key: { in: [...keys] } } });
  return rows.map(storedBlockOf);
}

/** Blocks by key, those after `after`. */
export async function listBlocks(
  database: Database,
  workspaceId: string,
  page: Page,
): Promise<readonly StoredBlock[]> {
  const rows = await database.prisma.block.findMany({
    where: { workspaceId, ...(page.after === null ? {} : { key: { gt: page.after } }) },
    orderBy: { key: 'asc' },
    take: page.limit,
  });
  return rows.map(storedBlockOf);
}

/** @returns whether there was one */
export async function deleteBlock(database: Database, workspaceId: string, key: string): Promise<boolean> {
  const { count } = await database.prisma.block.deleteMany({ where: { workspaceId, key } });
  return count > 0;
}

function storedBlockOf(row: Omit<StoredBlock, 'locales'> & { readonly locales: unknown }): StoredBlock {
  return { ...row, locales: row.locales as JsonObject | null };
}
