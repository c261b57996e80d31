// What is read before a message may leave.
import type { Connection } from './database';
import { unindexed } from './plans.sql';
import type { JsonObject } from './rows';

/** What the gate looks at of a person. */
export interface GateFacts {
  readonly state: string;
  readonly consent: string | null;
  readonly topicDefault: string | null;
  readonly suppressedFor: string | null;
}

/** A message that somebody wants to send. */
export interface Intended {
  readonly workspaceId: string;
  readonly profileId: string;
  readonly topic: string | null;
  readonly channel: string;
  readonly address: string;
}

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
  { workspaceId, profileId, topic, channel, address }: Intended,
  template: string | null,
): Promise<{ readonly facts: GateFacts; readonly compiled: JsonObject | null }> {
  const { rows } = await connection.query<{
    state: string;
    consent: string | null;
    topic_default: string | null;
    suppressed: string | null;
    compiled: JsonObject | null;
  }>({
    name: 'read-gate',
    text: `
      SELECT h.state,
             (SELECT c.state FROM consent c WHERE c.profile_id = h.id AND c.topic = $3 AND c.channel = $4) AS consent,
             (SELECT t."default" FROM topic t WHERE t.workspace_id = $1 AND t.key = $3) AS topic_default,
             (SELECT s.reason FROM suppression s WHERE s.workspace_id = $1 AND s.channel = $4 AND s.address = lower($5)) AS suppressed,
             (SELECT t.compiled FROM template t WHERE t.workspace_id = $1 AND t.key = $6) AS compiled
        FROM profile_head h WHERE h.id = $2 AND ${unindexed('h.workspace_id = $1')}`,
    values: [workspaceId, profileId, topic, channel, address, template],
  });
  const row = rows[0];
  const facts = {
    state: row?.state ?? 'erased',
    consent: row?.consent ?? null,
    topicDefault: row?.topic_default ?? null,
    suppressedFor: row?.suppressed ?? null,
  };
  return { facts, compiled: row?.compiled ?? null };
}
