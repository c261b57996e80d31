// Sends that nobody looks after: their claimer never came back, or no evidence ever came.
import type { Database } from './database';
import { dateOf } from './rows';
import { resendAt } from './resends.sql';
import { historyWith } from './send-history';

/**
 * Turns claims whose lease is over into UNKNOWN: their claimer died, and only the provider knows. Turns do the same for
 * the send that they rest on; this also finds those whose enrollment has ended.
 * @param dedupers providers that recognise what they have taken, and so may be asked again
 * @returns how many there were
 */
export async function expireLeases(
  database: Database,
  { dedupers, now, limit }: { dedupers: readonly string[]; now: number; limit: number },
): Promise<number> {
  const { rowCount } = await database.pool.query({
    name: 'expire-leases',
    text: `
      UPDATE send s SET state = 'UNKNOWN', reason = 'lease-expired', lease_until = NULL, updated_at = $1,
             retry_at = CASE WHEN s.provider = ANY($2::text[]) THEN $1::timestamptz ELSE ${resendAt('$1')} END,
             unknown_since = coalesce(s.unknown_since, $1::timestamptz),
             history = ${historyWith({ at: '$1', state: "'UNKNOWN'", attempt: 's.attempt', reason: "'lease-expired'" })}
       WHERE s.id IN (SELECT id FROM send WHERE state = 'CLAIMED' AND lease_until < $1 ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED)`,
    values: [dateOf(now), dedupers, limit],
  });
  return rowCount ?? 0;
}

/**
 * Gives up sends that have been unknown for so long that no evidence will come any more.
 * @param unknownSince those unknown since before this (epoch ms)
 * @returns how many there were
 */
export async function giveUpUnknown(
  database: Database,
  { unknownSince, now, limit }: { unknownSince: number; now: number; limit: number },
): Promise<number> {
  const { rowCount } = await database.pool.query({
    name: 'give-up-unknown',
    text: `
      UPDATE send s SET state = 'GIVEN_UP', reason = 'no-evidence', retry_at = NULL, updated_at = $2,
             history = ${historyWith({ at: '$2', state: "'GIVEN_UP'", attempt: 's.attempt', reason: "'no-evidence'" })}
       WHERE s.id IN (SELECT id FROM send WHERE state = 'UNKNOWN' AND unknown_since < $1 ORDER BY unknown_since LIMIT $3 FOR UPDATE SKIP LOCKED)`,
    values: [dateOf(unknownSince), dateOf(now), limit],
  });
  return rowCount ?? 0;
}
