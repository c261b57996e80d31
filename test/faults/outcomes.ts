import type { Client } from './clients';
import type { Watched } from './world';

/** What became of a client's event: by the books of Jornada, and by the mails that really left. */
export interface Outcome {
  readonly client: Client;
  readonly enrollments: readonly {
    readonly id: string;
    readonly state: string;
    readonly rest: string | null;
  }[];
  readonly sends: readonly { readonly id: string; readonly state: string; readonly retryAt: Date | null }[];
  readonly mails: number;
}

/** Looks at everybody. */
export async function outcomesOf(world: Watched, clients: readonly Client[]): Promise<readonly Outcome[]> {
  const { prisma } = world.stack.database;
  const identifiers = await prisma.profileIdentifier.findMany({
    where: { kind: 'userId', value: { in: clients.map((client) => client.userId) } },
  });
  const where = { profileId: { in: identifiers.map((one) => one.profileId) } };
  const enrollments = await prisma.enrollment.findMany({ where });
  const sends = await prisma.send.findMany({ where });
  const mails = await prisma.mailboxMessage.findMany({
    where: { toAddress: { in: clients.map((client) => client.email) } },
    select: { toAddress: true },
  });
  return clients.map((client) => {
    const profileId = identifiers.find((one) => one.value === client.userId)?.profileId;
    return {
      client,
      enrollments: enrollments
        .filter((one) => one.profileId === profileId)
        .map(({ id, state, rest }) => ({ id, state, rest: (rest as { kind: string } | null)?.kind ?? null })),
      sends: sends.filter((one) => one.profileId === profileId),
      mails:
        world.sink?.countTo(client.email) ?? mails.filter((one) => one.toAddress === client.email).length,
    };
  });
}

/** Whether nothing more will come of it: it has ended, or only evidence can tell what became of its send. */
export function isSettled({ enrollments, sends }: Outcome): boolean {
  return (
    enrollments.length > 0 && enrollments.every((one) => one.state !== 'active' || sends.some(isUnknown))
  );
}

function isUnknown(send: Outcome['sends'][number]): boolean {
  return send.state === 'UNKNOWN' && send.retryAt === null;
}
