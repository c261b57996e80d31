import { unparkEnrollment } from '#database';
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
  const unparked = await unparkEnrollment(engine.database, { workspaceId, enrollmentId: id }, Date.now());
  if (!unparked) {
    throw new UserError({
      status: 409,
      code: 'enrollment-not-parked',
      detail: 'The enrollment has no open incident, so there is nothing to retry.',
      hint: 'GET /v1/enrollments/:id shows what it rests on.',
    });
  }
  engine.poke([{ workspaceId, enrollmentId: id, ...unparked, begin: null }]);
  return readEnrollment(engine.database, workspaceId, id);
}
