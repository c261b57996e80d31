import {
  findEnrollment,
  listSendsOf,
  readLog,
  type Database,
  type ListedEnrollment,
  type StoredLogRow,
  type StoredSend,
} from '#database';
import { UserError } from '#faults';

/** An enrollment with everything that happened to it. */
export interface ReadEnrollment {
  readonly listed: ListedEnrollment;
  readonly log: readonly StoredLogRow[];
  readonly sends: readonly StoredSend[];
}

/** @throws UserError 404 `enrollment-not-found` */
export async function readEnrollment(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<ReadEnrollment> {
  const listed = await findEnrollment(database, workspaceId, id);
  if (!listed) {
    throw new UserError({
      status: 404,
      code: 'enrollment-not-found',
      detail: 'There is no such enrollment in this workspace.',
      hint: 'List the enrollments with GET /v1/enrollments.',
    });
  }
  const [log, sends] = await Promise.all([readLog(database, id), listSendsOf(database, id)]);
  return { listed, log, sends };
}
