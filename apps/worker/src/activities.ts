import { isDatabaseAway, sqlStateOf } from '#database';
import { deliverSend, type Delivery } from '#delivery';
import { advanceEnrollment, parkEnrollment, type Engine } from '#enrollments';
import { OperationalError } from '#faults';
import { retryable } from '#temporal';
import type { DeliveryActivities, EnrollmentActivities, EnrollmentRef, Resting } from '#workflows';
import type { Log } from './log';

/** Turns as Temporal calls them: one line each to floor 2, and the two ways a turn can fail. */
export function enrollmentActivities(engine: Engine, delivery: Delivery, log: Log): EnrollmentActivities {
  return {
    async advance(ref: EnrollmentRef, now: number | null): Promise<Resting> {
      try {
        return await advanceEnrollment(engine, delivery, ref, now === null ? Date.now : () => now);
      } catch (error) {
        if (isSurroundings(error)) {
          log.warn('a turn could not be taken now', {
            ...idsOf(ref),
            code: sqlStateOf(error) ?? nameOf(error),
          });
          throw retryable('surroundings-away');
        }
        log.error('a turn failed and its enrollment is parked', {
          ...idsOf(ref),
          fault: nameOf(error),
          stack: stackOf(error),
        });
        await parkEnrollment(engine, ref, error instanceof Error ? error : new Error('unknown fault'));
        return { kind: 'until', at: null, label: 'parked' };
      }
    },
  };
}

/** Deliveries as Temporal calls them. */
export function deliveryActivities(delivery: Delivery, log: Log): DeliveryActivities {
  return {
    async deliver(ref: EnrollmentRef, sendId: string): Promise<void> {
      try {
        await deliverSend(delivery, ref.workspaceId, sendId);
      } catch (error) {
        log.warn('a send could not leave yet', { ...idsOf(ref), sendId, fault: nameOf(error) });
        throw retryable('not-sent-yet');
      }
    },
  };
}

function isSurroundings(error: unknown): boolean {
  return error instanceof OperationalError || isDatabaseAway(error);
}

function idsOf(ref: EnrollmentRef): { workspaceId: string; enrollmentId: string } {
  return { workspaceId: ref.workspaceId, enrollmentId: ref.enrollmentId };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Where a fault came from, without its message: that may speak of a person. */
function stackOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim());
}
