// What is read before a message may leave.
import type { Connection } from './database';
import { unindexed } from './plans.sql';
import { instantOf, type Json, type JsonObject } from './rows';
import { GRAVITY } from './suppressions.sql';

/** What the gate looks at of a person. */
export interface GateFacts {
  readonly state: string;
  readonly consent: string | null;
  readonly topicDefault: string | null;
  readonly suppressedFor: string | null;
  /** Until when the person wants no marketing messages (epoch ms); null = they have not said so. */
  readonly pausedUntil: number | null;
  /** The zone of the workspace, and what the person's attributes say of theirs. */
  readonly timezone: string;
  readonly personalTimezone: Json;
  /** As they were saved, checked. */
  readonly quietHours: Json;
  readonly caps: Json;
  readonly holdout: Json;
  /** What left for the person on the channel, or may have left; the last thousand. Null where there are no caps. */
  readonly past: readonly { readonly at: number; readonly topic: string | null }[] | null;
}

/** A message that somebody wants to send. */
export interface Intended {
  readonly workspaceId: string;
  readonly profileId: string;
  readonly topic: string | null;
  readonly channel: string;
  readonly address: string;
  /** Of the address: what its owner refused holds after they were erased. */
  readonly seals: readonly Uint8Array[];
  /** The send itself: it does not count among those before it. */
  readonly sendId: string;
}

/** The states of a send that has not left. */
const NOT_LEFT = "'PLANNED', 'HELD', 'REFUSED', 'FAILED'";

/** What was refused under the address, by whom it belonged to before they were erased. */
const SEALED = 'FROM erased_address WHERE workspace_id = $1 AND channel = $4 AND seal = ANY($8::bytea[])';

/** Reads what the gate looks at before a message to an address. */
export async function readGateFacts(connection: Connection, intended: Intended): Promise<GateFacts> {
  const { facts } = await readGateAndTemplate(connection, intended, null);
  return facts;
}

/**
 * Reads, in one look, what the gate looks at and what would be rendered.
 * @param template the key of a template
 * @returns `compiled`: the template as it is rendered; null where there is none
 */
export async function readGateAndTemplate(
  connection: Connection,
  { workspaceId, profileId, topic, channel, address, seals, sendId }: Intended,
  template: string | null,
): Promise<{ readonly facts: GateFacts; readonly compiled: JsonObject | null }> {
  const { rows } = await connection.query<{
    state: string;
    consent: string | null;
    topic_default: string | null;
    suppressed: string | null;
    paused_until: Date | null;
    compiled: JsonObject | null;
    timezone: string;
    personal: Json;
    quiet_hours: Json;
    caps: Json;
    holdout: Json;
    past: readonly { readonly at: number; readonly topic: string | null }[] | null;
  }>({
    name: 'read-gate',
    text: `
      SELECT h.state,
             coalesce((SELECT c.state FROM consent c WHERE c.profile_id = h.id AND c.topic = $3 AND c.channel = $4),
                      (SELECT 'denied' ${SEALED} AND topic = $3 LIMIT 1)) AS consent,
             (SELECT t."default" FROM topic t WHERE t.workspace_id = $1 AND t.key = $3) AS topic_default,
             (SELECT reason FROM (
                SELECT reason FROM suppression s WHERE s.workspace_id = $1 AND s.channel = $4 AND s.address = lower($5)
                 UNION ALL SELECT reason ${SEALED} AND topic = '') AS reasons
               ORDER BY array_position(${GRAVITY}, reason) DESC LIMIT 1) AS suppressed,
             (SELECT t.compiled FROM template t WHERE t.workspace_id = $1 AND t.key = $6) AS compiled,
             o.timezone, p.attributes -> 'timezone' AS personal, p.paused_until,
             o.quiet_hours, o.caps, o.holdout,
             CASE WHEN o.caps <> '[]' THEN (
               SELECT coalesce(jsonb_agg(jsonb_build_object('at', floor(extract(epoch FROM s.claimed_at) * 1000), 'topic', s.topic)), '[]')
                 FROM (SELECT claimed_at, topic FROM send
                        WHERE profile_id = h.id AND id <> $7 AND class = 'marketing' AND channel = $4
                          AND state NOT IN (${NOT_LEFT}) AND claimed_at IS NOT NULL
                        ORDER BY created_at DESC LIMIT 1000) s) END AS past
        FROM profile_head h JOIN workspace o ON o.id = $1 LEFT JOIN profile p ON p.id = h.id WHERE h.id = $2 AND ${unindexed('h.workspace_id = $1')}`,
    values: [workspaceId, profileId, topic, channel, address, template, sendId, seals],
  });
  const row = rows[0];
  const facts = {
    state: row?.state ?? 'erased',
    consent: row?.consent ?? null,
    topicDefault: row?.topic_default ?? null,
    suppressedFor: row?.suppressed ?? null,
    pausedUntil: instantOf(row?.paused_until ?? null),
    timezone: row?.timezone ?? 'UTC',
    personalTimezone: row?.personal ?? null,
    quietHours: row?.quiet_hours ?? null,
    caps: row?.caps ?? [],
    holdout: row?.holdout ?? null,
    past: row?.past ?? null,
  };
  return { facts, compiled: row?.compiled ?? null };
}
