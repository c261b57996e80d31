// Erasing a person at once: after this one transaction nobody finds them, and nothing is sent to them any more. What is
// kept of them besides goes bit by bit: see forget.sql.ts.
import type { Connection, Transaction } from './database';
import type { ErasedBy } from './erasures.sql';
import { dateOf } from './rows';
import { GRAVITY } from './suppressions.sql';

/** The e-mail addresses of a locked person, in lower case: their own, and all that were written to. */
export async function readAddressesOf(tx: Transaction, profileId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ address: string }>(
    `SELECT lower(attributes ->> 'email') AS address FROM profile WHERE id = $1 AND attributes ->> 'email' <> ''
      UNION SELECT lower(value) FROM profile_identifier WHERE profile_id = $1 AND kind = 'email'
      UNION SELECT lower(address) FROM send WHERE profile_id = $1 AND channel = 'email' AND address <> ''`,
    [profileId],
  );
  return rows.map(({ address }) => address);
}

/** An address and the seal that is kept instead of it. */
export interface SealedAddress {
  readonly address: string;
  readonly seal: Uint8Array;
}

/**
 * Keeps what a locked person refused under the seals of their addresses: topics they opted out of, and that an address is
 * suppressed. The suppression itself goes, unless the address is somebody else's, too.
 * @param refusesAll whether they are to get nothing of any topic if they come again, until they agree to it anew
 */
export async function sealRefusals(
  tx: Transaction,
  { workspaceId, profileId }: { readonly workspaceId: string; readonly profileId: string },
  addresses: readonly SealedAddress[],
  refusesAll: boolean,
  now: number,
): Promise<void> {
  await tx.query(
    `WITH own AS (SELECT * FROM unnest($3::text[], $4::bytea[]) AS own(address, seal)),
     suppressed AS (
       SELECT own.seal, s.address, s.channel, s.reason FROM suppression s JOIN own ON s.workspace_id = $1 AND s.address = own.address),
     gone AS (
       DELETE FROM suppression s USING suppressed
        WHERE s.workspace_id = $1 AND s.channel = suppressed.channel AND s.address = suppressed.address
          AND NOT EXISTS (SELECT FROM profile p WHERE p.workspace_id = $1 AND lower(left(p.attributes ->> 'email', 320)) = s.address AND p.id <> $2)
          AND NOT EXISTS (SELECT FROM profile_identifier i WHERE i.workspace_id = $1 AND i.kind = 'email' AND lower(i.value) = s.address AND i.profile_id <> $2)),
     refused AS (
       SELECT 'email' AS channel, key AS topic FROM topic WHERE workspace_id = $1 AND $5::bool
        UNION SELECT channel, topic FROM consent WHERE profile_id = $2 AND state = 'denied')
     INSERT INTO erased_address AS e (workspace_id, channel, seal, topic, reason, created_at)
     SELECT $1, channel, seal, '', reason, $6::timestamptz FROM suppressed
      UNION ALL SELECT $1, channel, seal, topic, 'unsubscribed', $6::timestamptz FROM refused, own
     ON CONFLICT (workspace_id, channel, seal, topic) DO UPDATE SET reason = excluded.reason
      WHERE array_position(${GRAVITY}, excluded.reason) > array_position(${GRAVITY}, e.reason)`,
    [
      ...[workspaceId, profileId],
      addresses.map((one) => one.address),
      addresses.map((one) => one.seal),
      refusesAll,
      dateOf(now),
    ],
  );
}

/**
 * Takes away everything by which a locked person could be found, their attributes and consents, and notes who wanted that.
 * Bumps the version, so that no turn that was decided on them is written.
 */
export async function eraseProfile(
  tx: Transaction,
  { workspaceId, profileId }: { readonly workspaceId: string; readonly profileId: string },
  { source, actor }: ErasedBy,
  now: number,
): Promise<void> {
  await tx.query(
    `WITH heads AS (
       UPDATE profile_head SET state = 'erased', version = version + 1, last_event_at = NULL WHERE id = $2 OR merged_into = $2),
     names AS (DELETE FROM profile_identifier WHERE profile_id = $2),
     said AS (DELETE FROM consent WHERE profile_id = $2),
     attributes AS (DELETE FROM profile WHERE id = $2)
     INSERT INTO erasure (workspace_id, profile_id, source, actor, at) VALUES ($1, $2, $3, $4, $5)`,
    [workspaceId, profileId, source, actor, dateOf(now)],
  );
}

/**
 * Removes what mentions a person and is kept for a while only: calls that were answered, events that could not be taken.
 * @param names by which the person is known
 */
export async function forgetMentions(
  connection: Connection,
  workspaceId: string,
  names: readonly string[],
): Promise<void> {
  // A name as a word of its own: the person '1' is not mentioned by '10'.
  const mentions = (text: string): string =>
    `EXISTS (SELECT FROM unnest($2::text[]) AS name
              WHERE ${text} ~* ('(^|[^[:alnum:]])' || regexp_replace(name, '([^[:alnum:]])', '\\\\\\1', 'g') || '($|[^[:alnum:]])'))`;
  const values = [workspaceId, names];
  await connection.query(`DELETE FROM rejected_event WHERE workspace_id = $1 AND ${mentions('raw')}`, values);
  await connection.query(
    `DELETE FROM answered_call WHERE workspace_id = $1 AND ${mentions("key || ' ' || coalesce(answer, '')")}`,
    values,
  );
}
