import type { Stage } from './stage';

/** The profile that a name leads to; null where nobody has it. */
export async function findPerson(stage: Stage, value: string): Promise<string | null> {
  const { workspaceId, database } = stage;
  const row = await database.prisma.profileIdentifier.findFirst({ where: { workspaceId, value } });
  return row?.profileId ?? null;
}
