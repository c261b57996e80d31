// What `record` locks, inside its one transaction. Lock order, each sorted: identifiers → profiles → messageIds →
// enrollments. Reads that follow a lock are statements of their own: a statement that waited for a lock sees only the
// locked row anew, everything else as it was before.
import type { Transaction } from './database';
import { dateOf, instantOf, type JsonObject } from './rows';
import { idsOfPerson } from './whole-person.sql';

export interface LockedProfile {
  readonly id: string;
  /** The newest event timestamp known of the person (epoch ms). */
  readonly lastEventAt: number | null;
  /** Whether it was neither merged into another nor erased. */
  readonly isLive: boolean;
}

/** Locks profiles, in the one order, against every other writer of what conditions and the gate read. */
export async function lockProfiles(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly LockedProfile[]> {
  const { rows } = await tx.query<{ id: string; last_event_at: Date | null; state: string }>({
    name: 'lock-profiles',
    text: 'SELECT id, last_event_at, state FROM profile_head WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [ids],
  });
  return rows.map((row) => ({
    id: row.id,
    lastEventAt: instantOf(row.last_event_at),
    isLive: row.state === 'live',
  }));
}

export interface EventRow {
  readonly id: string;
  readonly profileId: string;
  readonly type: string;
  readonly name: string;
  readonly properties: JsonObject;
  readonly context: JsonObject | null;
  readonly timestamp: number;
  readonly receivedAt: number;
  readonly messageId: string;
  readonly source: string;
}

/** Events of a person at or after an instant of their own clock; at most 1,000, the oldest first. */
export async function readEventsSince(
  tx: Transaction,
  profileId: string,
  since: number,
): Promise<readonly EventRow[]> {
  const { rows } = await tx.query<{
    id: string;
    type: string;
    name: string;
    properties: JsonObject;
    timestamp: Date;
    received_at: Date;
    message_id: string;
    source: string;
  }>(
    `SELECT id, type, name, properties, timestamp, received_at, message_id, source FROM event
      WHERE profile_id = ANY(${idsOfPerson('$1')}) AND timestamp >= $2 ORDER BY timestamp, seq LIMIT 1000`,
    [profileId, dateOf(since)],
  );
  return rows.map((row) => ({
    id: row.id,
    profileId,
    type: row.type,
    name: row.name,
    properties: row.properties,
    context: null,
    timestamp: row.timestamp.getTime(),
    receivedAt: row.received_at.getTime(),
    messageId: row.message_id,
    source: row.source,
  }));
}
