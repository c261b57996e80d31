// Forgetting what is kept of people who were erased, some rows at a time. What stays says nothing of anybody: runs and
// sends that are counted, without what they held.
import type { Connection } from './database';
import { dateOf } from './rows';
import { idsOfPerson } from './whole-person.sql';

/** Whose: $1 is the id of an erased profile. */
const THEIRS = `profile_id = ANY(${idsOfPerson('$1')})`;

/** A send that somebody may be posting at this very moment is left alone until it is settled. */
const AT_REST = `s.${THEIRS} AND s.state <> 'CLAIMED'`;

/** Ids made by programs that hold nothing but numbers: told again, their event is known, and brings nobody back. */
const OPAQUE = `'^([a-z]+-)*([0-9]+-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

const some = (table: string, found: string): string =>
  `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT t.ctid FROM ${found} LIMIT $2))`;

const ofRuns = (table: string): string =>
  some(table, `enrollment e JOIN ${table} t ON t.enrollment_id = e.id WHERE e.${THEIRS}`);

const ofSends = (table: string): string =>
  some(table, `send s JOIN ${table} t ON t.send_id = s.id WHERE ${AT_REST}`);

const ofPerson = (table: string): string => some(table, `${table} t WHERE t.${THEIRS}`);

/** Each forgets at most $2 rows, and finds none once all is forgotten. */
const STATEMENTS: readonly string[] = [
  `WITH gone AS (
     DELETE FROM event WHERE (id, received_at) IN (SELECT t.id, t.received_at FROM event t WHERE t.${THEIRS} LIMIT $2)
     RETURNING workspace_id, message_id),
   untold AS (
     DELETE FROM message m USING gone
      WHERE m.workspace_id = gone.workspace_id AND m.message_id = gone.message_id AND gone.message_id !~ ${OPAQUE})
   SELECT FROM gone`,
  ...['step_log', 'enrollment_wait', 'incident'].map(ofRuns),
  ...['send_content', 'mailbox_message', 'provider_report', 'hit'].map(ofSends),
  some('mailbox_message', `erasure_request r JOIN mailbox_message t ON t.send_id = r.id WHERE r.${THEIRS}`),
  ...['refusal', 'variant', 'consent_log'].map(ofPerson),
  `UPDATE publish_person p SET before = NULL
    WHERE p.before IS NOT NULL AND (p.publish_id, p.enrollment_id) IN (
      SELECT t.publish_id, t.enrollment_id FROM enrollment e JOIN publish_person t ON t.enrollment_id = e.id
       WHERE e.${THEIRS} AND t.before IS NOT NULL LIMIT $2)`,
  `UPDATE enrollment SET again = 'always', entry_key = '', memory = '{}', trigger = '{}', rest = NULL, because = 'erased'
    WHERE id IN (SELECT id FROM enrollment
      WHERE ${THEIRS} AND (again, entry_key, memory, trigger, because) IS DISTINCT FROM ('always', '', '{}', '{}', 'erased') LIMIT $2)`,
  `UPDATE send SET address = '', reason = CASE WHEN state = 'REFUSED' THEN reason END, because = NULL, code = NULL, provider_id = NULL,
          history = (SELECT coalesce(jsonb_agg(jsonb_build_object('at', entry -> 'at', 'state', entry -> 'state')), '[]')
                       FROM jsonb_array_elements(history) AS entry)
    WHERE id IN (SELECT s.id FROM send s
      WHERE ${AT_REST} AND (s.address <> '' OR s.because IS NOT NULL OR s.code IS NOT NULL OR s.provider_id IS NOT NULL
             OR s.reason IS NOT NULL AND s.state <> 'REFUSED' OR s.history @? '$[*].keyvalue() ? (@.key != "at" && @.key != "state")')
      LIMIT $2)`,
];

/**
 * Forgets some of what is kept of an erased profile, at most so many rows of each table, each in a transaction of its own.
 * @returns whether there was any
 */
export async function forgetSome(connection: Connection, profileId: string, most: number): Promise<boolean> {
  let found = false;
  for (const statement of STATEMENTS) {
    const { rowCount } = await connection.query(statement, [profileId, most]);
    found ||= (rowCount ?? 0) > 0;
  }
  return found;
}

/** After how long all that was under way when somebody was erased is over (ms): longer than any claim holds. */
const OVER_AFTER = 120_000;

/**
 * Notes that everything of an erased profile is forgotten, once nothing that was under way then can bring any back.
 * @returns whether it is
 */
export async function finishErasure(
  connection: Connection,
  profileId: string,
  now: number,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `UPDATE erasure SET finished_at = $2 WHERE profile_id = $1 AND at < $3
        AND NOT EXISTS (SELECT FROM send WHERE ${THEIRS} AND state = 'CLAIMED')`,
    [profileId, dateOf(now), dateOf(now - OVER_AFTER)],
  );
  return rowCount === 1;
}
