import {
  changeRuns,
  insertLog,
  inTransaction,
  lockProfiles,
  overtaken,
  readTurn,
  type TurnRead,
} from '#database';
import { UserError } from '#faults';
import type { Advanced } from './advance-enrollment';
import type { Engine } from './engine';
import { readEnrollment, type ReadEnrollment } from './read-enrollment';
import { logRows, unchanged } from './write-changes';

/**
 * Ends an active enrollment wherever it stands: what it has not sent will not leave, and its workflow is told to close.
 * @param because in words, for its log
 * @returns whether it was active
 */
export async function endEnrollment(
  engine: Engine,
  ref: Advanced,
  because: string,
  now: number,
): Promise<boolean> {
  const ended = await inTransaction(engine.database, async (tx) => {
    const seen = await readTurn(tx, ref.workspaceId, ref.enrollmentId);
    if (seen?.state !== 'active') return null;
    await lockProfiles(tx, [seen.profileId]);
    const read = await readTurn(tx, ref.workspaceId, ref.enrollmentId);
    // Merged meanwhile: the lock is not on whose run it is now.
    if (read && read.profileId !== seen.profileId) throw overtaken();
    if (read?.state !== 'active') return null;
    await insertLog(
      tx,
      ref.workspaceId,
      logRows(read.enrollmentId, read.logSeq, [lastEntry(read, because, now)]),
    );
    await changeRuns(tx, [{ ...unchanged(read.enrollmentId), logged: 1, exited: because }], now);
    return read;
  });
  if (!ended) return false;
  engine.poke([{ ...ref, journey: ended.journeyKey, version: ended.version, begin: null }]);
  return true;
}

function lastEntry({ step }: TurnRead, because: string, now: number): Parameters<typeof logRows>[2][number] {
  return { at: now, step, kind: null, visit: 0, did: 'ended', because };
}

/**
 * Takes a person out of a journey, by an operator's word. One that has exited already stays as it is.
 * @throws UserError 404 `enrollment-not-found`; 409 `enrollment-ended` where it came to another end
 */
export async function exitEnrollment(
  engine: Engine,
  workspaceId: string,
  id: string,
  because: string,
): Promise<ReadEnrollment> {
  await endEnrollment(engine, { workspaceId, enrollmentId: id }, because, Date.now());
  const read = await readEnrollment(engine.database, workspaceId, id);
  if (read.listed.state === 'exited') return read;
  throw new UserError({
    status: 409,
    code: 'enrollment-ended',
    detail: `The enrollment has ${read.listed.state} already, so nobody can be taken out of it.`,
    hint: 'GET /v1/enrollments/:id tells how it ended.',
  });
}
