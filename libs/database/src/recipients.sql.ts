// What a recipient link leads to: the send it names, and whose it is.
import type { Connection } from './database';
import type { Json } from './rows';

/** A send as its recipient may touch it. */
export interface RecipientSend {
  readonly sendId: string;
  readonly workspaceId: string;
  readonly enrollmentId: string;
  /** Of its journey. */
  readonly journey: string;
  readonly step: string;
  readonly channel: string;
  readonly topic: string | null;
  readonly address: string;
  readonly profileId: string;
  /** Whether the person is known still: not erased. */
  readonly isLive: boolean;
  /** What the profile says of the person's language, and of their zone. */
  readonly speaks: { readonly locale: Json; readonly language: Json; readonly timezone: Json };
  /** Their own address now; null where they have none. */
  readonly ownAddress: string | null;
  /** Until when they want no marketing messages; null = they have not said so. */
  readonly pausedUntil: Date | null;
  readonly workspace: { readonly name: string; readonly locale: string; readonly timezone: string };
}

type Row = Omit<RecipientSend, 'workspace' | 'speaks'> & {
  workspace_name: string;
  workspace_locale: string;
  workspace_timezone: string;
  locale: Json;
  language: Json;
  timezone: Json;
};

/** Reads a send of the workspace; null where there is none. A merged person is the one they were merged into. */
export async function findRecipientSend(
  connection: Connection,
  workspaceId: string,
  sendId: string,
): Promise<RecipientSend | null> {
  const { rows } = await connection.query<Row>({
    name: 'find-recipient-send',
    text: `
      SELECT s.id AS "sendId", s.workspace_id AS "workspaceId", s.enrollment_id AS "enrollmentId", j.key AS journey, s.step, s.channel,
             s.topic, s.address, h.id AS "profileId", h.state = 'live' AS "isLive",
             p.attributes -> 'locale' AS locale, p.attributes -> 'language' AS language, p.attributes -> 'timezone' AS timezone,
             nullif(p.attributes ->> 'email', '') AS "ownAddress", p.paused_until AS "pausedUntil",
             o.name AS workspace_name, o.locale AS workspace_locale, o.timezone AS workspace_timezone
        FROM send s
        JOIN journey j ON j.id = s.journey_id
        JOIN workspace o ON o.id = s.workspace_id
        JOIN profile_head own ON own.id = s.profile_id
        JOIN profile_head h ON h.id = coalesce(own.merged_into, own.id)
        JOIN profile p ON p.id = h.id
       WHERE s.id = $1 AND s.workspace_id = $2`,
    values: [sendId, workspaceId],
  });
  const row = rows[0];
  if (!row) return null;
  const {
    workspace_name: name,
    workspace_locale,
    workspace_timezone,
    locale,
    language,
    timezone,
    ...send
  } = row;
  const workspace = { name, locale: workspace_locale, timezone: workspace_timezone };
  return { ...send, speaks: { locale, language, timezone }, workspace };
}

/** Where a click link of a message leads: as it was written, and what is added to that on the way, by name. */
export interface LinkTarget {
  readonly target: string;
  readonly utm: { readonly [name: string]: string };
}

/** Where a click link of a message leads; null where the message has no such link, or is not kept any more. */
export async function findLinkTarget(
  connection: Connection,
  workspaceId: string,
  sendId: string,
  link: number,
): Promise<LinkTarget | null> {
  const { rows } = await connection.query<{ target: string | null; utm: LinkTarget['utm'] | null }>({
    name: 'find-link-target',
    text: 'SELECT links[$3::int + 1] AS target, utm FROM send_content WHERE send_id = $1 AND workspace_id = $2',
    values: [sendId, workspaceId, link],
  });
  const [row] = rows;
  return row && row.target !== null ? { target: row.target, utm: row.utm ?? {} } : null;
}

/** What a message said. */
export interface SentContent {
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
}

/** Reads what a message said; null where it is not kept any more. */
export async function findSentContent(
  connection: Connection,
  workspaceId: string,
  sendId: string,
): Promise<SentContent | null> {
  const { rows } = await connection.query<SentContent>(
    `SELECT subject, html, text FROM send_content WHERE send_id = $1 AND workspace_id = $2 AND sender <> 'null'`,
    [sendId, workspaceId],
  );
  return rows[0] ?? null;
}

/** A topic, and what a person said about it. */
export interface TopicChoice {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** What silence means. */
  readonly default: 'in' | 'out';
  /** What the person said; null = nothing. */
  readonly said: 'granted' | 'denied' | null;
}

/** Topics that are offered to one person at most. */
const MOST_TOPICS = 500;

/**
 * The topics of a workspace by name, and what a person said about each on a channel.
 * @param person `seals` are those of their address: what was denied under it before its owner was erased
 */
export async function listTopicChoices(
  connection: Connection,
  person: {
    readonly workspaceId: string;
    readonly profileId: string;
    readonly channel: string;
    readonly seals: readonly Uint8Array[];
  },
): Promise<readonly TopicChoice[]> {
  const { rows } = await connection.query<TopicChoice>(
    `SELECT t.key, t.name, t.description, t."default",
            coalesce(c.state, (SELECT 'denied' FROM erased_address a WHERE a.workspace_id = $1 AND a.channel = $3 AND a.seal = ANY($4::bytea[])
                                  AND a.topic = t.key LIMIT 1)) AS said
       FROM topic t LEFT JOIN consent c ON c.profile_id = $2 AND c.topic = t.key AND c.channel = $3
      WHERE t.workspace_id = $1 ORDER BY t.name, t.key LIMIT ${MOST_TOPICS}`,
    [person.workspaceId, person.profileId, person.channel, person.seals],
  );
  return rows;
}
