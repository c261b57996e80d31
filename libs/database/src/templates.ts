import type { Database } from './database';
import { Prisma } from './generated/client';
import type { Page } from './page';
import type { Json, JsonObject } from './rows';

/** A template as it was saved, and what is rendered per message. */
export interface StoredTemplate {
  readonly key: string;
  readonly subject: string;
  readonly preheader: string | null;
  readonly mjml: string | null;
  readonly html: string | null;
  readonly text: string | null;
  /** Itself in other languages, by locale; null where there are none. */
  readonly locales: JsonObject | null;
  readonly compiled: JsonObject;
  /** The names that it reads. */
  readonly reads: readonly Json[];
  /** The blocks that were put into it, also those in each other. */
  readonly blocks: readonly string[];
  readonly updatedAt: Date;
}

/** A template to be stored. */
export type TemplateToStore = Omit<StoredTemplate, 'updatedAt' | 'locales' | 'reads' | 'blocks'> &
  Partial<Pick<StoredTemplate, 'locales' | 'reads' | 'blocks'>>;

/** What is made of a template when it is compiled. */
export type CompiledRow = Pick<StoredTemplate, 'compiled' | 'reads' | 'blocks'>;

export async function saveTemplate(
  database: Database,
  workspaceId: string,
  { key, compiled, locales = null, reads = [], blocks = [], ...fields }: TemplateToStore,
): Promise<void> {
  const data = {
    ...fields,
    ...dataOf({ compiled, reads, blocks }),
    locales: locales === null ? Prisma.DbNull : (locales as Prisma.InputJsonObject),
  };
  await database.prisma.template.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { workspaceId, key, ...data },
    update: { ...data, updatedAt: new Date() },
  });
}

function dataOf({ compiled, reads, blocks }: CompiledRow): {
  readonly compiled: Prisma.InputJsonObject;
  readonly reads: Prisma.InputJsonValue[];
  readonly blocks: string[];
} {
  return {
    compiled: compiled as Prisma.InputJsonObject,
    reads: reads as Prisma.InputJsonValue[],
    blocks: [...blocks],
  };
}

/**
 * Stores what was made of a template anew. It counts as changed from then on: what it says is another thing.
 * @returns false where it has changed meanwhile, or is gone: then nothing is stored
 */
export async function saveCompiled(
  database: Database,
  workspaceId: string,
  { key, updatedAt }: Pick<StoredTemplate, 'key' | 'updatedAt'>,
  made: CompiledRow,
): Promise<boolean> {
  const { count } = await database.prisma.template.updateMany({
    where: { workspaceId, key, updatedAt },
    data: { ...dataOf(made), updatedAt: new Date() },
  });
  return count > 0;
}

/** The templates into which a block is put, also by way of others. */
export async function listTemplatesWithBlock(
  database: Database,
  workspaceId: string,
  block: string,
): Promise<readonly StoredTemplate[]> {
  const rows = await database.prisma.template.findMany({
    where: { AND: [savedIn(workspaceId), { blocks: { has: block } }] },
    orderBy: { key: 'asc' },
  });
  return rows.map(storedTemplateOf);
}

export async function findTemplate(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<StoredTemplate | null> {
  const row = await database.prisma.template.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
  return row && storedTemplateOf(row);
}

/** Templates by key, those after `after`. */
export async function listTemplates(
  database: Database,
  workspaceId: string,
  page: Page,
): Promise<readonly StoredTemplate[]> {
  const rows = await database.prisma.template.findMany({
    where: { AND: [savedIn(workspaceId), page.after === null ? {} : { key: { gt: page.after } }] },
    orderBy: { key: 'asc' },
    take: page.limit,
  });
  return rows.map(storedTemplateOf);
}

/** The templates that were saved as such: the contents of steps have keys that no template can have. */
export function savedIn(workspaceId: string): Prisma.TemplateWhereInput {
  return { workspaceId, NOT: { key: { contains: ':' } } };
}

/** The names that templates read, by key; of those that there are. */
export async function readNamesInTemplates(
  database: Database,
  workspaceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly Json[]>> {
  const rows = await database.prisma.template.findMany({
    where: { workspaceId, key: { in: [...keys] } },
    select: { key: true, reads: true },
  });
  return new Map(rows.map((row) => [row.key, row.reads as unknown as readonly Json[]]));
}

function storedTemplateOf(
  row: Omit<StoredTemplate, 'compiled' | 'locales' | 'reads'> &
    Readonly<Record<'compiled' | 'locales' | 'reads', unknown>>,
): StoredTemplate {
  return {
    ...row,
    compiled: row.compiled as JsonObject,
    locales: row.locales as JsonObject | null,
    reads: row.reads as readonly Json[],
  };
}

/** @returns whether there was one */
export async function deleteTemplate(database: Database, workspaceId: string, key: string): Promise<boolean> {
  const { count } = await database.prisma.template.deleteMany({ where: { workspaceId, key } });
  return count > 0;
}
