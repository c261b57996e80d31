import type { Database } from './database';
import type { Page } from './page';
import { savedIn } from './templates';

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

function topicOf(row: { key: string; name: string; description: string; default: string }): Topic {
  return {
    key: row.key,
    name: row.name,
    description: row.description,
    default: row.default === 'in' ? 'in' : 'out',
  };
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
