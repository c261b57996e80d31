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

/** How many a workspace keeps, the newest; a few more between two times that are looked at. */
const MOST_KEPT = 10_000;
const LOOKED_AT_EVERY = 500;

/** How many each workspace has added since it was looked at. */
const added = new WeakMap<Database, Map<string, number>>();

/** Keeps events that could not be taken, for the event debugger; the oldest ones go. */
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
  const counts = added.get(database) ?? new Map<string, number>();
  added.set(database, counts);
  const count = (counts.get(workspaceId) ?? LOOKED_AT_EVERY) + events.length;
  counts.set(workspaceId, count < LOOKED_AT_EVERY ? count : 0);
  if (count >= LOOKED_AT_EVERY) await dropOldest(database, workspaceId);
}

async function dropOldest({ pool }: Database, workspaceId: string): Promise<void> {
  await pool.query({
    name: 'drop-oldest-rejected-events',
    text: `
      DELETE FROM rejected_event WHERE workspace_id = $1 AND (received_at, id) <= (
        SELECT received_at, id FROM rejected_event WHERE workspace_id = $1 ORDER BY received_at DESC, id DESC OFFSET $2 LIMIT 1)`,
    values: [workspaceId, MOST_KEPT],
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
