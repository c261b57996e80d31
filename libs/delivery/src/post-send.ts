import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '#conditions';
import {
  isDatabaseAway,
  recordAttempt,
  returnSend,
  takePlace,
  type AttemptOutcome,
  type Place,
  type SendState,
} from '#database';
import { meters, spanHere } from '#telemetry';
import { senderOf, type Carrier, type Parcel } from './carrier';
import { dedupersOf } from './carriers';
import { leaseOf, POST_DEADLINE, type Delivery } from './delivery';
import { failpoint } from './failpoint';
import type { Poster } from './permits';
import type { Posted } from './provider';
import { posterOf } from './room';

/** A claim that the caller made itself: nobody else may post it. */
export interface Claim {
  /** An instant before it was made, by this process's own clock (epoch ms). */
  readonly claimedAt: number;
  /** Whether an earlier attempt may have left: then nothing proves any more that the message did not. */
  readonly doubtful: boolean;
}

/** How long an outcome is kept in hand while the database is away (ms). Later only evidence can tell. */
const RECORD_PATIENCE = 20_000;

/** In which state an attempt has left a send (null: it is not this attempt's any more), and when it may be tried again. */
export interface Settled {
  readonly state: SendState | null;
  /** Epoch ms; null = at any time. */
  readonly retryAt: number | null;
}

/**
 * Posts a send that the caller has claimed, and records what became of it, for that attempt only. Every outcome of the
 * provider is a recorded state; only a database that stays away throws.
 */
export async function postSend(
  delivery: Delivery,
  carrier: Carrier,
  parcel: Parcel,
  claim: Claim,
): Promise<Settled> {
  await failpoint('after-claim');
  const posted = await postWithPermit(delivery, carrier, parcel, claim);
  await failpoint('after-posted');
  const settled = await recordOutcome(delivery, carrier, parcel, posted, claim);
  await failpoint('after-recorded');
  return settled;
}

async function postWithPermit(
  delivery: Delivery,
  carrier: Carrier,
  parcel: Parcel,
  claim: Claim,
): Promise<Posted> {
  // A claim that has grown old (a stopped process that goes on) may soon be somebody else's.
  if (Date.now() - claim.claimedAt > leaseOf(delivery) / 2)
    return { kind: 'unsent', reason: 'claim-too-old', retryAt: null };
  const poster = posterOf(carrier, parcel);
  if (poster === null) return postInTime(carrier, parcel);
  const giveBack = delivery.permits ? delivery.permits.take(poster) : () => undefined;
  if (!giveBack) return { kind: 'unsent', reason: 'no-permit', retryAt: null };
  try {
    const posted = (await waitForPlace(delivery, carrier, poster)) ?? (await postInTime(carrier, parcel));
    // Whatever comes of that, the outcome is recorded: a pause that was not noted is learnt of anew.
    await heed(delivery, carrier, parcel, poster, posted).catch(() => undefined);
    return posted;
  } finally {
    giveBack();
  }
}

/** Waits for a place in time, where the account has a rate. @returns an outcome where there is none soon; null = go on */
async function waitForPlace(
  { database }: Delivery,
  { ratePerSecond }: Carrier,
  { key }: Poster,
): Promise<Posted | null> {
  if (ratePerSecond === null) return null;
  // Who cannot ask has certainly not posted.
  const soon = (): Place => ({ kind: 'later', inMs: 1_000 });
  const { kind, inMs } = await takePlace(database, key, ratePerSecond).catch(soon);
  if (kind === 'later') return { kind: 'unsent', reason: 'rate-limited', retryAt: Date.now() + inMs };
  await pause(inMs);
  return null;
}

/** An answer may concern whoever posts after this one: everybody is to leave the provider alone, or may ask it again. */
async function heed(
  { pauses }: Delivery,
  { name: carrier }: Carrier,
  { content, address }: Parcel,
  { key, workspaceId }: Poster,
  posted: Posted,
): Promise<void> {
  const from = senderOf(content);
  if (posted.kind === 'accepted') return pauses?.end(key, from);
  if (posted.kind !== 'unsent' || !posted.pauses || posted.retryAt === null) return;
  const { reason, retryAt: until, pauses: whom } = posted;
  const sender = whom === 'sender' ? from : null;
  const about = sender ?? ('request' in content ? address : null);
  await pauses?.begin({ key, sender, carrier, workspaceId, about, reason, until });
}

/** A provider that does not heed its signal is not waited for either. */
async function postInTime(carrier: Carrier, parcel: Parcel): Promise<Posted> {
  const [provider = ''] = carrier.name.split(':');
  const stopTimer = meters.postSeconds.startTimer({ provider });
  const posted = await spanHere(
    'post',
    { provider, 'jornada.send': parcel.sendId },
    () => postUntil(carrier, parcel),
    ({ kind }) => ({ outcome: kind }),
  );
  stopTimer({ outcome: posted.kind });
  return posted;
}

async function postUntil(carrier: Carrier, parcel: Parcel): Promise<Posted> {
  const signal = AbortSignal.timeout(POST_DEADLINE);
  const tooLate: Posted = { kind: 'unknown', reason: 'no-answer-in-time' };
  const late = new Promise<Posted>((resolve) => {
    signal.addEventListener('abort', () => resolve(tooLate));
  });
  try {
    return await Promise.race([carrier.post(parcel, signal), late]);
  } catch (error) {
    if (signal.aborted) return tooLate;
    return { kind: 'unknown', reason: error instanceof Error ? error.name : 'the provider broke off' };
  }
}

async function recordOutcome(
  { database }: Delivery,
  { dedupes }: Carrier,
  parcel: Parcel,
  posted: Posted,
  claim: Claim,
): Promise<Settled> {
  const attempt = { id: parcel.sendId, attempt: parcel.attempt };
  const outcome = outcomeOf(posted, dedupes, claim.doubtful);
  const giveUpAt = Date.now() + RECORD_PATIENCE;
  for (let wait = 100; ; wait = Math.min(2 * wait, 2_000)) {
    try {
      if (outcome.state === 'PLANNED')
        return { ...outcome, state: await returnSend(database, attempt, outcome, Date.now()) };
      const isRecorded = await recordAttempt(database.pool, attempt, outcome, Date.now());
      return { ...outcome, state: isRecorded ? outcome.state : null };
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > giveUpAt) throw error;
      await pause(wait);
    }
  }
}

/**
 * A provider that recognises what it has taken is simply asked again; with any other, what is unknown stays unknown
 * until there is evidence. That an attempt has not left, or was rejected, says nothing of an earlier one that may have.
 */
function outcomeOf(posted: Posted, dedupes: boolean, doubtful: boolean): AttemptOutcome {
  const nothing = { reason: null, code: null, providerId: null, retryAt: null, reply: null };
  switch (posted.kind) {
    case 'accepted':
      return { ...nothing, state: 'ACCEPTED', providerId: posted.providerId, reply: replyIn(posted) };
    case 'failed':
      if (doubtful && !posted.conclusive)
        return { ...nothing, state: 'UNKNOWN', reason: posted.reason, code: posted.code };
      return {
        ...nothing,
        ...{ state: 'FAILED', reason: posted.reason, code: posted.code, reply: replyIn(posted) },
      };
    case 'unsent':
      if (doubtful)
        return { ...nothing, state: 'UNKNOWN', reason: posted.reason, retryAt: posted.retryAt ?? Date.now() };
      return { ...nothing, state: 'PLANNED', reason: posted.reason, retryAt: posted.retryAt };
    case 'unknown':
      return {
        ...nothing,
        ...{ state: 'UNKNOWN', reason: posted.reason },
        retryAt: dedupes ? (posted.retryAt ?? Date.now()) : null,
      };
  }
}

function replyIn({ reply }: { readonly reply?: object }): JsonObject | null {
  return reply ? (reply as JsonObject) : null;
}

/**
 * Settles a claim whose lease is over: its claimer died, and only the provider knows whether the message left.
 * @param send the send and the attempt that the claim was for; any other attempt is left alone
 */
export async function expireClaim(
  delivery: Delivery,
  send: { readonly id: string; readonly provider: string; readonly attempt: number },
): Promise<void> {
  const dedupes = dedupersOf(delivery).includes(send.provider);
  const outcome = outcomeOf({ kind: 'unknown', reason: 'lease-expired' }, dedupes, false);
  await recordAttempt(delivery.database.pool, send, outcome, Date.now());
}
