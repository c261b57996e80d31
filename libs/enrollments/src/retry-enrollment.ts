import { unparkEnrollments } from '#database';
import { UserError } from '#faults';
import type { Engine } from './engine';
import { readEnrollment, type ReadEnrollment } from './read-enrollment';

/**
 * Lets a parked enrollment try again, from where it stands.
 * @throws UserError 404 `enrollment-not-found`; 409 `enrollment-not-parked`
 */
export async function retryEnrollment(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<ReadEnrollment> {
  await readEnrollment(engine.database, workspaceId, id);
  const one = { enrollmentId: id, journey: null, code: null };
  const unparked = await unparkEnrollments(engine.database, workspaceId, one, { now: Date.now(), most: 1 });
  if (unparked.length === 0) {
    throw new UserError({
      status: 409,
      code: 'enrollment-not-parked',
      detail: 'The enrollment has no open incident, so there is nothing to retry.',
      hint: 'GET /v1/enrollments/:id shows what it rests on.',
    });
  }
  engine.poke(unparked.map((run) => ({ workspaceId, ...run, begin: null })));
  return readEnrollment(engine.database, workspaceId, id);
}
