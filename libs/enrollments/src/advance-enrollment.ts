import {
  inTransaction,
  lockProfiles,
  moveDue,
  readTurn,
  writeTurn,
  type NewSend,
  type TurnRead,
} from '#database';
import { expireClaim, failpoint, lookAround, postPrepared, type Delivery } from '#delivery';
import { meters, spanOfRun } from '#telemetry';
import { decideTurn, type DecidedTurn } from './decide-turn';
import type { Engine } from './engine';
import type { Poke } from './poke';
import { recordOfRun, type Held } from './record-of-run';
import type { Rested } from './rested';

/** How long one call goes on taking turns (ms): an activity must not hold a slot for ever. */
const BUDGET = 20_000;

/** How many conditional writes may be lost to others before the profile is locked first. */
const MOST_LOSSES = 2;

/** Which enrollment to advance. */
export interface Advanced {
  readonly workspaceId: string;
  readonly enrollmentId: string;
}

/**
 * Moves an enrollment as far as it can go now, turn by turn, and answers what it rests on. It converges: run twice, on
 * two workers at once, or again after a crash at any point, nothing happens twice. Ended and unknown ones answer `ended`.
 * @param clock epoch ms; the wall clock but where time is skipped
 */
export async function advanceEnrollment(
  engine: Engine,
  delivery: Delivery,
  ref: Advanced,
  clock: () => number,
): Promise<Rested> {
  const stopTimer = meters.advanceSeconds.startTimer();
  meters.advancing.inc();
  try {
    await lookAround(delivery);
    return await spanOfRun('advance', ref.enrollmentId, () => takeTurns(engine, delivery, ref, clock));
  } finally {
    meters.advancing.dec();
    stopTimer();
  }
}

async function takeTurns(
  engine: Engine,
  delivery: Delivery,
  ref: Advanced,
  clock: () => number,
): Promise<Rested> {
  const stopAt = performance.now() + BUDGET;
  // The person to lock first: where others move them too often, or what is asked for takes it.
  let locked: string | null = null;
  for (let losses = 0; performance.now() < stopAt;) {
    const result: TurnResult =
      locked === null
        ? await takeTurn(engine, delivery, ref, clock, null)
        : await takeTurnLocked(engine, delivery, ref, clock, locked);
    meters.turns.inc({ outcome: result.kind });
    switch (result.kind) {
      case 'lost':
        losses += 1;
        locked = losses < MOST_LOSSES ? null : result.profileId;
        continue;
      case 'needs-lock':
        locked = result.profileId;
        continue;
      case 'rests':
        return result.rested;
      case 'posted':
        await postPrepared(delivery, ref.workspaceId, result.send, result.claimedAt);
        break;
      case 'recorded':
        await failpoint('after-events-committed');
        engine.poke(result.pokes);
        break;
      case 'moved':
    }
    [losses, locked] = [0, null];
  }
  return { kind: 'again' };
}

type TurnResult =
  /** Somebody moved the enrollment or the person meanwhile: read again. */
  | { readonly kind: 'lost'; readonly profileId: string }
  /** It asks for something to be recorded: the person is to be locked first. */
  | { readonly kind: 'needs-lock'; readonly profileId: string }
  | { readonly kind: 'rests'; readonly rested: Rested }
  /** A send was born claimed, by this very call: only we may post it. */
  | { readonly kind: 'posted'; readonly send: NewSend; readonly claimedAt: number }
  /** Something was recorded with it: others are to move, too. */
  | { readonly kind: 'recorded'; readonly pokes: readonly Poke[] }
  /** Something changed: take another turn. */
  | { readonly kind: 'moved' };

async function takeTurn(
  engine: Engine,
  delivery: Delivery,
  ref: Advanced,
  clock: () => number,
  held: Held | null,
): Promise<TurnResult> {
  const connection = held?.tx ?? engine.database.pool;
  const read = await readTurn(connection, ref.workspaceId, ref.enrollmentId);
  if (!read || read.state !== 'active') return { kind: 'rests', rested: { kind: 'ended' } };
  const now = clock();
  const decided = await decideTurn(engine, delivery, connection, read, now);
  switch (decided.kind) {
    case 'stays':
      if (decided.dueAt !== undefined) await moveDue(connection, read, decided.dueAt);
      return { kind: 'rests', rested: decided.rested };
    case 'expired':
      await expireClaim(delivery, decided.send);
      return { kind: 'moved' };
    case 'turns':
      return write(engine, read, decided, now, held);
  }
}

async function write(
  engine: Engine,
  read: TurnRead,
  decided: Extract<DecidedTurn, { kind: 'turns' }>,
  now: number,
  held: Held | null,
): Promise<TurnResult> {
  const { profileId } = read;
  const { event, run } = decided;
  if (event && held?.profile.id !== profileId) return { kind: 'needs-lock', profileId };
  await failpoint('before-turn-written');
  const claimedAt = Date.now();
  const connection = held?.tx ?? engine.database.pool;
  const { written, sendCreated } = await writeTurn(connection, read, decided.write, now);
  if (!written) return { kind: 'lost', profileId };
  if (read.dueAt !== null && read.dueAt <= now) meters.lateness.observe((now - read.dueAt) / 1_000);
  if (event && held)
    return { kind: 'recorded', pokes: await recordOfRun(engine, held, read, run, event, now) };
  if (decided.write.ended) return { kind: 'rests', rested: { kind: 'ended' } };
  const { send } = decided.write;
  if (!send) return { kind: 'rests', rested: decided.rested };
  return sendCreated && send.state === 'CLAIMED' ? { kind: 'posted', send, claimedAt } : { kind: 'moved' };
}

/** The way that always gets through where many runs of one person move at once: lock the person first, then look. */
function takeTurnLocked(
  engine: Engine,
  delivery: Delivery,
  ref: Advanced,
  clock: () => number,
  profileId: string,
): Promise<TurnResult> {
  return inTransaction(engine.database, async (tx) => {
    const [profile] = await lockProfiles(tx, [profileId]);
    return takeTurn(engine, delivery, ref, clock, profile ? { tx, profile } : null);
  });
}
