import { Prisma } from './generated/client';
import type { Database } from './database';
import type { Json, JsonObject } from './rows';

/** A topic that people consent to. */
export interface Topic {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** What absence of consent means. */
  readonly default: 'in' | 'out';
}

export async function saveTopic(database: Database, workspaceId: string, topic: Topic): Promise<void> {
  const { key, ...fields } = topic;
  await database.prisma.topic.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { workspaceId, ...topic },
    update: { ...fields, updatedAt: new Date() },
  });
}

export async function findTopic(database: Database, workspaceId: string, key: string): Promise<Topic | null> {
  const row = await database.prisma.topic.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
  return row && topicOf(row);
}

/** Topics by key, those after `after`. */
export async function listTopics(
  database: Database,
  workspaceId: string,
  page: Page,
): Promise<readonly Topic[]> {
  const rows = await database.prisma.topic.findMany({
    where: { workspaceId, ...(page.after === null ? {} : { key: { gt: page.after } }) },
    orderBy: { key: 'asc' },
    take: page.limit,
  });
  return rows.map(topicOf);
}

/** Part of a list ordered by key: those after a key, at most so many. */
export interface Page {
  readonly after: string | null;
  readonly limit: number;
}

function topicOf(row: { key: string; name: string; description: string; default: string }): Topic {
  return {
    key: row.key,
    name: row.name,
    description: row.description,
    default: row.default === 'in' ? 'in' : 'out',
  };
}

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
  readonly updatedAt: Date;
}

/** A template to be stored. */
export type TemplateToStore = Omit<StoredTemplate, 'updatedAt' | 'locales' | 'reads'> &
  Partial<Pick<StoredTemplate, 'locales' | 'reads'>>;

export async function saveTemplate(
  database: Database,
  workspaceId: string,
  { key, compiled, locales = null, reads = [], ...fields }: TemplateToStore,
): Promise<void> {
  const data = {
    ...fields,
    reads: reads as Prisma.InputJsonValue[],
    locales: locales === null ? Prisma.DbNull : (locales as Prisma.InputJsonObject),
    compiled: compiled as Prisma.InputJsonObject,
  };
  await database.prisma.template.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { workspaceId, key, ...data },
    update: { ...data, updatedAt: new Date() },
  });
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
function savedIn(workspaceId: string): Prisma.TemplateWhereInput {
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

/** The keys of everything of a workspace that journeys may name: what publish rules look references up in. */
export async function listReferables(
  database: Database,
  workspaceId: string,
): Promise<Readonly<Record<'templates' | 'topics' | 'journeys' | 'audiences', ReadonlySet<string>>>> {
  const [templates, topics, journeys, audiences] = await Promise.all([
    database.prisma.template.findMany({ where: savedIn(workspaceId), select: { key: true } }),
    database.prisma.topic.findMany({ where: { workspaceId }, select: { key: true } }),
    database.prisma.journey.findMany({ where: { workspaceId, deletedAt: null }, select: { key: true } }),
    database.prisma.audience.findMany({ where: { workspaceId }, select: { key: true } }),
  ]);
  return {
    templates: new Set(templates.map((row) => row.key)),
    topics: new Set(topics.map((row) => row.key)),
    journeys: new Set(journeys.map((row) => row.key)),
    audiences: new Set(audiences.map((row) => row.key)),
  };
}

/** What silence means for each topic of a workspace, by its key. */
export async function readTopicDefaults(
  database: Database,
  workspaceId: string,
): Promise<ReadonlyMap<string, Topic['default']>> {
  const rows = await database.prisma.topic.findMany({ where: { workspaceId } });
  return new Map(rows.map((row) => [row.key, topicOf(row).default]));
}
