import type { StoredLogRow } from '#database';
import type { ListedEnrollment, ReadEnrollment } from '#enrollments';
import type { Rest } from '#journey';
import { workflowIdOf } from '#workflows';
import { shownSend } from '../sends/show-send';
import type { ShownEnrollment, ShownListed, ShownLogRow } from './enrollments.dto';

/** An enrollment as a list shows it. */
export function shownListed(listed: ListedEnrollment): ShownListed {
  const { id, version, userId, profileId, step, because, incident } = listed;
  return {
    id,
    journey: listed.journeyKey,
    version,
    userId,
    profileId,
    key: listed.entryKey,
    state: listed.state as ShownListed['state'],
    step,
    rest: listed.rest && shownRest(listed.rest),
    because,
    incident: incident && { at: incident.at.toISOString(), code: incident.code, message: incident.message },
    enteredAt: listed.enteredAt.toISOString(),
    endedAt: instantOrNull(listed.endedAt),
    goalAt: instantOrNull(listed.goalAt),
  };
}

/** An enrollment with its log and its sends. */
export function shownEnrollment(
  workspaceId: string,
  { listed, log, sends }: ReadEnrollment,
): ShownEnrollment {
  return {
    ...shownListed(listed),
    workflowId: workflowIdOf({ workspaceId, enrollmentId: listed.id }),
    log: log.map(shownLogRow),
    sends: sends.map((send) => shownSend({ ...send, userId: listed.userId })),
  };
}

function shownRest(stored: NonNullable<ListedEnrollment['rest']>): ShownListed['rest'] {
  const rest = stored as unknown as Rest;
  const until = rest.kind === 'wait' ? rest.until : null;
  return { kind: rest.kind, at: instantOrNull(until === null ? null : new Date(until)), label: rest.label };
}

function shownLogRow({ seq, at, step, kind, visit, did, because, detail }: StoredLogRow): ShownLogRow {
  return { seq, at: at.toISOString(), step, kind, visit, did: did as ShownLogRow['did'], because, detail };
}

function instantOrNull(at: Date | null): string | null {
  return at && at.toISOString();
}
