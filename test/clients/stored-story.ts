import type { Stack } from '../e2e/stack';

/** What is stored of a story, and of whom. */
export interface StoredStory {
  /** In the order in which it was accepted: `Clicked 1`. */
  readonly events: readonly string[];
  /** In the order in which it happened. */
  readonly happened: readonly string[];
  /** The names that the client gave itself, each once. */
  readonly libraries: readonly unknown[];
  readonly profile: { readonly anonymousIds: readonly string[]; readonly attributes: object };
}

/** Begins to watch what is stored. @returns what reads all that has been stored since, of somebody who is the only one */
export async function watchStory({
  ask,
  database,
}: Pick<Stack, 'ask' | 'database'>): Promise<(userId: string) => Promise<StoredStory>> {
  const last = await database.prisma.event.findFirst({ orderBy: { seq: 'desc' } });
  return async (userId) => {
    const rows = await database.prisma.event.findMany({
      where: { seq: { gt: last?.seq ?? 0n } },
      orderBy: { seq: 'asc' },
    });
    const inTime = rows.toSorted((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
    const libraries = rows.map(
      ({ context }) => (context as { library?: { name?: string } } | null)?.library?.name,
    );
    const profile = (await ask('GET', `/v1/profiles/${userId}`)).body as StoredStory['profile'];
    return {
      ...{ events: rows.map(titleOf), happened: inTime.map(titleOf) },
      ...{ libraries: [...new Set(libraries)], profile },
    };
  };
}

function titleOf({ name, properties }: { readonly name: string; readonly properties: unknown }): string {
  const { n } = properties as { readonly n?: number };
  return n === undefined ? name : `${name} ${n}`;
}

/** What should be stored of a story with so many clicks. */
export function wholeStory(clicks: number): readonly string[] {
  return ['Looked', 'Identified', ...Array.from({ length: clicks }, (_, index) => `Clicked ${index + 1}`)];
}
