import { expireLeases, giveUpUnknown, planNeverTaken } from '#database';
import { dedupersOf } from './carriers';
import { EVIDENCE_AFTER, GIVE_UP_AFTER, type Delivery } from './delivery';

/**
 * Looks after sends that no run looks after: claims whose claimer died, also of enrollments that have ended since; unknown
 * ones that were never taken, as reports prove, and those for which no evidence will come any more. Safe to run in many processes at once.
 * @param most how many of each to take at once
 * @returns how many of each there were
 */
export async function sweepLedger(
  delivery: Delivery,
  most: number,
  now: number,
): Promise<{ readonly expired: number; readonly plannedAnew: number; readonly givenUp: number }> {
  const { database } = delivery;
  const expired = await expireLeases(database, { dedupers: dedupersOf(delivery), now, limit: most });
  const givenUp = await giveUpUnknown(database, { unknownSince: now - GIVE_UP_AFTER, now, limit: most });
  const longAgo = now - (delivery.evidenceAfter ?? EVIDENCE_AFTER);
  const plannedAnew = await planNeverTaken(database, { longAgo, now, limit: most });
  return { expired, plannedAnew, givenUp };
}
