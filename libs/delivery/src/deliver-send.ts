import { randomUUID } from 'node:crypto';
import { bumpProfiles, claimSend, holdSend, inTransaction, lockSend, settleUnclaimed } from '#database';
import { OperationalError } from '#faults';
import { placeOf } from '#journey';
import { senderOf, type Carrier, type Parcel } from './carrier';
import { carrierOf } from './carriers';
import { leaseOf, lookAround, type Delivery } from './delivery';
import { failpoint } from './failpoint';
import { judgeClaim } from './judge-claim';
import { postSend, type Claim, type Settled } from './post-send';
import { findNoRoom, type NoRoom } from './room';

/** Over how long the sends that a pause has held back come again after it (ms): not all at one instant. */
const SPREAD = 60_000;

/**
 * Sends out a send that could not leave at once: judges it anew, claims it, posts it, records the outcome. Returns when
 * there is nothing left to do for it now; somebody else may have done it.
 * @throws OperationalError where it could not leave yet: try again later
 */
export async function deliverSend(delivery: Delivery, workspaceId: string, sendId: string): Promise<void> {
  await failpoint('before-claim');
  await lookAround(delivery);
  const claimed = await claim(delivery, workspaceId, sendId);
  if (!claimed) return;
  const settled = await postSend(delivery, claimed.carrier, claimed.parcel, claimed.claim);
  // One that names a later instant is waited for by the run itself; all others by who called us.
  if (isToBeTried(settled) && (settled.retryAt ?? 0) <= Date.now()) throw notYet(sendId, settled.state ?? '');
}

/**
 * Claims a send in one transaction with everything that its claim is judged on. Where the judgement is a refusal, that
 * is what the transaction writes.
 */
async function claim(
  delivery: Delivery,
  workspaceId: string,
  sendId: string,
): Promise<{ readonly carrier: Carrier; readonly parcel: Parcel; readonly claim: Claim } | null> {
  const { database } = delivery;
  const claimedAt = Date.now();
  return inTransaction(database, async (tx) => {
    const send = await lockSend(tx, workspaceId, sendId);
    if (!send) return null;
    const sender = send.content && senderOf(send.content);
    const carrier = carrierOf(delivery, { ...send, sender });
    const now = Date.now();
    const judged = await judgeClaim(tx, send, delivery, carrier.name, now);
    if (judged.kind === 'not-now') return null;
    if (judged.kind === 'settle') {
      await settleUnclaimed(tx, send, judged, now);
      return null;
    }
    if (judged.kind === 'hold') {
      await holdSend(tx, send, judged.until, now);
      return null;
    }
    const noRoom = findNoRoom(delivery, carrier, { ...send, content: judged.content });
    if (noRoom) throw notNow(sendId, noRoom);
    if (judged.reserves) await bumpProfiles(tx, workspaceId, [send.profileId]);
    const attempt = await claimSend(tx, send, {
      ...{ provider: carrier.name, nonce: randomUUID() },
      ...{ now, leaseUntil: now + leaseOf(delivery) },
      risksDuplicate: send.state === 'UNKNOWN' && !carrier.dedupes,
    });
    if (attempt === null) return null;
    const parcel = { sendId, workspaceId, address: send.address, attempt, content: judged.content };
    return { carrier, parcel, claim: { claimedAt, doubtful: send.state === 'UNKNOWN' } };
  });
}

/** What a pause has held back comes again spread over a while. */
function notNow(sendId: string, { why, until }: NoRoom): OperationalError {
  return notYet(sendId, why, until === null ? null : until + placeOf(sendId) * SPREAD);
}

/** What is unknown is only asked for again where it says when. */
function isToBeTried({ state, retryAt }: Settled): boolean {
  return state === 'PLANNED' || (state === 'UNKNOWN' && retryAt !== null);
}

function notYet(sendId: string, why: string, retryAt: number | null = null): OperationalError {
  return new OperationalError(`send ${sendId} could not leave yet: ${why}`, retryAt);
}
