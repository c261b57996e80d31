import type { Database } from './database';
import { unindexed } from './plans.sql';
import type { JsonObject } from './rows';
import { idsOfPerson } from './whole-person.sql';

/** Sorts of entries, in the order in which those of one instant have happened. */
export const TIMELINE_KINDS = ['event', 'consent', 'entered', 'send', 'ended'] as const;

/** Something that happened to a person. */
export interface TimelineEntry {
  readonly at: Date;
  readonly kind: (typeof TIMELINE_KINDS)[number];
  readonly id: string;
  readonly detail: JsonObject;
}

/** A place in a timeline. */
export type TimelinePlace = Pick<TimelineEntry, 'at' | 'kind' | 'id'>;

/** Of one sort: which entries, when, and what is told of them. */
const SORTS: { readonly [K in TimelineEntry['kind']]: { at: string; detail: string; from: string } } = {
  event: {
    at: 't.received_at',
    detail: `'name', t.name, 'type', t.type, 'properties', t.properties, 'timestamp', t.timestamp, 'source', t.source`,
    from: 'event t',
  },
  consent: {
    at: 't.at',
    detail: `'topic', t.topic, 'channel', t.channel, 'state', t.state, 'until', t.until, 'source', t.source`,
    from: 'consent_log t',
  },
  entered: {
    at: 't.entered_at',
    detail: `'journey', j.key, 'version', t.version, 'enrollmentId', t.id, 'key', t.entry_key`,
    from: 'enrollment t JOIN journey j ON j.id = t.journey_id',
  },
  send: {
    at: 't.created_at',
    detail: `'sendId', t.id, 'enrollmentId', t.enrollment_id, 'journey', j.key, 'step', t.step, 'channel', t.channel,
             'template', t.template, 'state', t.state, 'reason', t.reason`,
    from: 'send t JOIN journey j ON j.id = t.journey_id',
  },
  ended: {
    at: 't.ended_at',
    detail: `'journey', j.key, 'version', t.version, 'enrollmentId', t.id, 'state', t.state, 'because', t.because`,
    from: 'enrollment t JOIN journey j ON j.id = t.journey_id',
  },
};

/** Whose an entry is: events stay with the profile to which they happened, all else is moved when people are merged. */
function owner(kind: TimelineEntry['kind']): string {
  return kind === 'event' ? `t.profile_id = ANY(${idsOfPerson('$2')})` : 't.profile_id = $2';
}

/** The newest of each sort that come after the place $3, $4, $5; at most $6 of them. */
const TIMELINE = TIMELINE_KINDS.map((kind, rank) => {
  const { at, detail, from } = SORTS[kind];
  return `
    (SELECT ${at} AS at, ${rank} AS rank, t.id, '${kind}' AS kind, jsonb_build_object(${detail}) AS detail
       FROM ${from}
      WHERE ${unindexed('t.workspace_id = $1')} AND ${owner(kind)} AND ${at} IS NOT NULL
        AND ($3::timestamptz IS NULL OR ${at} <= $3 AND (${at}, ${rank}, t.id) < ($3, $4::int, $5::uuid))
      ORDER BY 1 DESC, t.id DESC LIMIT $6)`;
}).join(' UNION ALL ');

/** What happened to a person, the newest first, those after `after`. */
export async function readTimeline(
  database: Database,
  workspaceId: string,
  profileId: string,
  { after, limit }: { readonly after: TimelinePlace | null; readonly limit: number },
): Promise<readonly TimelineEntry[]> {
  const rank = after === null ? null : TIMELINE_KINDS.indexOf(after.kind);
  // Not named: planned with these values, so that younger partitions than the place are left out.
  const { rows } = await database.pool.query<TimelineEntry>(
    `SELECT at, kind, id, detail FROM (${TIMELINE}) entry ORDER BY at DESC, rank DESC, id DESC LIMIT $6`,
    [workspaceId, profileId, after?.at ?? null, rank, after?.id ?? null, limit],
  );
  return rows;
}
