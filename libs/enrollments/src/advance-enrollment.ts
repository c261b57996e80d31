import {
  inTransaction,
  lockProfiles,
  moveDue,
  readTurn,
  writeTurn,
  type Connection,
  type NewSend,
  type TurnRead,
} from '#database';
import { expireClaim, failpoint, postPrepared, type Delivery } from '#delivery';
import { decideTurn, type DecidedTurn } from './decide-turn';
import type { Engine } from './engine';
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
  const stopAt = performance.now() + BUDGET;
  for (let losses = 0; performance.now() < stopAt;) {
    const result =
      losses < MOST_LOSSES
        ? await takeTurn(engine, delivery, engine.database.pool, ref, clock)
        : await takeTurnLocked(engine, delivery, ref, clock);
    switch (result.kind) {
      case 'lost':
        losses += 1;
        break;
      case 'rests':
        return result.rested;
      case 'posted':
        losses = 0;
        await postPrepared(delivery, ref.workspaceId, result.send, result.claimedAt);
        break;
      case 'moved':
        losses = 0;
    }
  }
  return { kind: 'again' };
}

type TurnResult =
  /** Somebody moved the enrollment or the person meanwhile: read again. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'rests'; readonly rested: Rested }
  /** A send was born claimed, by this very call: only we may post it. */
  | { readonly kind: 'posted'; readonly send: NewSend; readonly claimedAt: number }
  /** Something changed: take another turn. */
  | { readonly kind: 'moved' };

async function takeTurn(
  engine: Engine,
  delivery: Delivery,
  connection: Connection,
  ref: Advanced,
  clock: () => number,
): Promise<TurnResult> {
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
      return write(connection, read, decided, now);
  }
}

async function write(
  connection: Connection,
  read: TurnRead,
  decided: Extract<DecidedTurn, { kind: 'turns' }>,
  now: number,
): Promise<TurnResult> {
  await failpoint('before-turn-written');
  const claimedAt = Date.now();
  const { written, sendCreated } = await writeTurn(connection, read, decided.write, now);
  if (!written) return { kind: 'lost' };
  if (decided.write.ended) return { kind: 'rests', rested: { kind: 'ended' } };
  const { send } = decided.write;
  if (!send) return { kind: 'rests', rested: decided.rested };
  return sendCreated && send.state === 'CLAIMED' ? { kind: 'posted', send, claimedAt } : { kind: 'moved' };
}

/** The way that always gets through where many runs of one person move at once: lock the person first, then look. */
async function takeTurnLocked(
  engine: Engine,
  delivery: Delivery,
  ref: Advanced,
  clock: () => number,
): Promise<TurnResult> {
  const seen = await readTurn(engine.database.pool, ref.workspaceId, ref.enrollmentId);
  if (!seen) return { kind: 'rests', rested: { kind: 'ended' } };
  return inTransaction(engine.database, async (tx) => {
    await lockProfiles(tx, [seen.profileId]);
    return takeTurn(engine, delivery, tx, ref, clock);
  });
}
