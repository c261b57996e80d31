import { randomUUID } from 'node:crypto';
import type { Database } from './database';

/** An event that could not be taken, and why. */
export interface RejectedEvent {
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly hint: string;
  /** The event as it came, shortened. */
  readonly raw: string;
}

/** Keeps events that could not be taken, for the event debugger. */
export async function addRejectedEvents(
  database: Database,
  workspaceId: string,
  events: readonly RejectedEvent[],
  now: number,
): Promise<void> {
  if (events.length === 0) return;
  const receivedAt = new Date(now);
  await database.prisma.rejectedEvent.createMany({
    // PostgreSQL keeps no NUL in text.
    data: events.map((event) => ({
      ...event,
      raw: event.raw.replaceAll('\u0000', '\u{fffd}'),
      id: randomUUID(),
      workspaceId,
      receivedAt,
    })),
  });
}

/** Rejected events, the newest first. */
export async function listRejectedEvents(
  database: Database,
  workspaceId: string,
  page: { readonly after: { readonly receivedAt: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly (RejectedEvent & { readonly id: string; readonly receivedAt: Date })[]> {
  const { after } = page;
  return database.prisma.rejectedEvent.findMany({
    where: {
      workspaceId,
      ...(after === null
        ? {}
        : {
            OR: [
              { receivedAt: { lt: after.receivedAt } },
              { receivedAt: after.receivedAt, id: { lt: after.id } },
            ],
          }),
    },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
  });
}
