import type { Connection } from './database';

/** A change of what a person agreed to, or of their pause. */
export interface ConsentEntry {
  readonly id: string;
  readonly at: Date;
  /** Empty of a pause, which is about all of them. */
  readonly topic: string;
  readonly channel: string;
  /** granted | denied | default | paused | resumed */
  readonly state: string;
  /** Of a pause. */
  readonly until: Date | null;
  /** api | recipient | provider | merge */
  readonly source: string;
  /** The id of the key; by which page or link of which send. */
  readonly actor: string;
  /** Which text they were shown; null = none. */
  readonly textVersion: string | null;
}

/** The consent log of a person, the newest first; entries after one of an earlier page. */
export async function listConsentLog(
  connection: Connection,
  workspaceId: string,
  profileId: string,
  page: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number },
): Promise<readonly ConsentEntry[]> {
  const { rows } = await connection.query<ConsentEntry>(
    `SELECT id, at, topic, channel, state, until, source, actor, text_version AS "textVersion" FROM consent_log
      WHERE profile_id = $2 AND workspace_id = $1 AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::uuid))
      ORDER BY at DESC, id DESC LIMIT $5`,
    [workspaceId, profileId, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  );
  return rows;
}
