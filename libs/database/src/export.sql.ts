import type { Database } from './database';
import { unindexed } from './plans.sql';
import type { JsonObject } from './rows';
import { idsOfPerson } from './whole-person.sql';

/** Rows of one export statement at most: what lies in memory at once. */
const ROWS_AT_ONCE = 200;

/** What is exported of a person, table by table: what is told of a row ($1 workspace, $2 profile), and a column to go on by. */
const PARTS = {
  consentLog: {
    key: 't.id',
    from: 'consent_log t',
    detail: `'at', t.at, 'topic', t.topic, 'channel', t.channel, 'state', t.state, 'until', t.until, 'source', t.source, 'actor', t.actor, 'textVersion', t.text_version`,
  },
  enrollments: {
    key: 't.id',
    from: 'enrollment t JOIN journey j ON j.id = t.journey_id',
    detail: `'id', t.id, 'journey', j.key, 'version', t.version, 'key', t.entry_key, 'state', t.state, 'step', t.step,
             'because', t.because, 'trigger', t.trigger, 'memory', t.memory, 'enteredAt', t.entered_at, 'endedAt', t.ended_at, 'goalAt', t.goal_at,
             'log', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'step', l.step, 'did', l.did, 'because', l.because, 'detail', l.detail)
                                               ORDER BY l.seq), '[]') FROM step_log l WHERE l.enrollment_id = t.id)`,
  },
  audiences: {
    key: 'md5(t.audience)::uuid',
    from: 'audience_member t',
    detail: `'audience', t.audience, 'state', t.state, 'because', t.because, 'changedAt', t.changed_at`,
  },
  refusals: {
    key: 't.journey_id',
    from: 'refusal t JOIN journey j ON j.id = t.journey_id',
    detail: `'journey', j.key, 'reason', t.reason, 'because', t.because, 'count', t.count, 'at', t.at`,
  },
  sends: {
    key: 't.id',
    from: 'send t LEFT JOIN send_content c ON c.send_id = t.id',
    detail: `'id', t.id, 'enrollmentId', t.enrollment_id, 'step', t.step, 'channel', t.channel, 'provider', t.provider, 'to', t.address,
             'template', t.template, 'topic', t.topic, 'state', t.state, 'reason', t.reason, 'history', t.history, 'createdAt', t.created_at,
             'content', CASE WHEN c.send_id IS NULL THEN NULL WHEN c.request IS NOT NULL THEN jsonb_build_object('request', c.request, 'reply', c.reply)
             ELSE jsonb_build_object('subject', c.subject, 'html', c.html, 'text', c.text) END`,
  },
  events: {
    key: 't.id',
    from: 'event t',
    detail: `'id', t.id, 'receivedAt', t.received_at, 'timestamp', t.timestamp, 'type', t.type, 'name', t.name,
             'properties', t.properties, 'context', t.context, 'messageId', t.message_id, 'source', t.source`,
  },
} as const;

export type ExportPart = keyof typeof PARTS;

/** Everything that is kept of a person in one table, some rows at a time, in no promised order. */
export async function* exportRows(
  database: Database,
  workspaceId: string,
  profileId: string,
  part: ExportPart,
): AsyncGenerator<readonly JsonObject[]> {
  const { key, from, detail } = PARTS[part];
  for (let after: string | null = null; ;) {
    const { rows }: { rows: { key: string; detail: JsonObject }[] } = await database.pool.query(
      `SELECT ${key} AS key, jsonb_build_object(${detail}) AS detail FROM ${from}
        WHERE ${unindexed('t.workspace_id = $1')} AND ${part === 'events' ? `t.profile_id = ANY(${idsOfPerson('$2')})` : 't.profile_id = $2'} AND ($3::uuid IS NULL OR ${key} > $3)
        ORDER BY ${key} LIMIT ${ROWS_AT_ONCE}`,
      [workspaceId, profileId, after],
    );
    if (rows.length > 0) yield rows.map((row) => row.detail);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.key;
  }
}

/** Why addresses of a person are suppressed. */
export async function readSuppressionsOf(
  database: Database,
  workspaceId: string,
  addresses: readonly string[],
): Promise<readonly JsonObject[]> {
  const { rows } = await database.pool.query<{ detail: JsonObject }>(
    `SELECT jsonb_build_object('channel', channel, 'address', address, 'reason', reason, 'source', source, 'createdAt', created_at) AS detail
       FROM suppression WHERE workspace_id = $1 AND address IN (SELECT lower(address) FROM unnest($2::text[]) AS own(address)) ORDER BY address`,
    [workspaceId, addresses],
  );
  return rows.map((row) => row.detail);
}
