import type { Connection } from './database';
import { columnsOf, nullableDateOf, type JsonObject } from './rows';
import { idsOfPerson } from './whole-person.sql';

/** Which events of a person to look at. */
export interface HistoryQuery {
  readonly name: string;
  /** By the event's own clock (epoch ms, included); null = ever. */
  readonly since: number | null;
  /** At most so many of each profile that the person was merged from, the newest first. */
  readonly most: number;
  /** Who must have said so; null = anybody. */
  readonly source: string | null;
  /** Whether their properties matter; if not, they are not read. */
  readonly detailed: boolean;
}

/** An event that a query found: which query (its place in the list), and the properties if they matter. */
export interface HistoryMatch {
  readonly query: number;
  /** By the event's own clock (epoch ms). */
  readonly timestamp: number;
  readonly properties: JsonObject | null;
}

/** Looks into a person's history: all queries in one statement. */
export async function readHistory(
  connection: Connection,
  profileId: string,
  queries: readonly HistoryQuery[],
): Promise<readonly HistoryMatch[]> {
  const rows = queries.map((query) => ({ ...query, since: nullableDateOf(query.since) }));
  const { rows: found } = await connection.query<{
    query: string;
    timestamp: Date;
    properties: JsonObject | null;
  }>({
    name: 'read-history',
    text: `
      SELECT q.place - 1 AS query, e.timestamp, e.properties
        FROM unnest($2::text[], $3::timestamptz[], $4::int[], $5::bool[], $6::text[]) WITH ORDINALITY AS q(name, since, most, detailed, source, place),
             unnest(${idsOfPerson('$1')}) AS own(id),
             LATERAL (
               SELECT event.timestamp, CASE WHEN q.detailed THEN event.properties END AS properties FROM event
                WHERE event.profile_id = own.id AND event.name = q.name AND (q.since IS NULL OR event.timestamp >= q.since)
                  AND (q.source IS NULL OR event.source = q.source)
                ORDER BY event.timestamp DESC LIMIT q.most) e`,
    values: [profileId, ...columnsOf(rows, ['name', 'since', 'most', 'detailed', 'source'])],
  });
  return found.map(({ query, timestamp, properties }) => ({
    query: Number(query),
    timestamp: timestamp.getTime(),
    properties,
  }));
}
