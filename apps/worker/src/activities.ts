import { isDatabaseAway, sqlStateOf } from '#database';
import { deliverSend, type Delivery } from '#delivery';
import { advanceEnrollment, parkEnrollment, type Engine } from '#enrollments';
import { OperationalError } from '#faults';
import { describeFault, meters, spanOfRun, type Log } from '#telemetry';
import { retryable } from '#temporal';
import type { DeliveryActivities, EnrollmentActivities, EnrollmentRef, Resting } from '#workflows';

/** Turns as Temporal calls them: one line each to floor 2, and the two ways a turn can fail. */
export function enrollmentActivities(engine: Engine, delivery: Delivery, log: Log): EnrollmentActivities {
  return {
    async advance(ref: EnrollmentRef, now: number | null): Promise<Resting> {
      try {
        return await advanceEnrollment(engine, delivery, ref, now === null ? Date.now : () => now);
      } catch (error) {
        if (isSurroundings(error)) {
          meters.turnFaults.inc({ outcome: 'retried' });
          log.warn('a turn could not be taken now', {
            ...idsOf(ref),
            code: sqlStateOf(error) ?? nameOf(error),
          });
          throw retryable('surroundings-away');
        }
        await park(engine, ref, error, log);
        return { kind: 'until', at: null, label: 'parked' };
      }
    },
  };
}

/** Deliveries as Temporal calls them: what could not leave yet is tried again; a fault of ours parks, as in a turn. */
export function deliveryActivities(engine: Engine, delivery: Delivery, log: Log): DeliveryActivities {
  return {
    async deliver(ref: EnrollmentRef, sendId: string): Promise<void> {
      try {
        await spanOfRun('deliver', ref.enrollmentId, () => deliverSend(delivery, ref.workspaceId, sendId));
      } catch (error) {
        if (!isSurroundings(error)) return park(engine, ref, error, log);
        meters.turnFaults.inc({ outcome: 'retried' });
        log.warn('a send could not leave yet', { ...idsOf(ref), sendId, fault: nameOf(error) });
        const retryAt = error instanceof OperationalError ? error.retryAt : null;
        throw retryable('not-sent-yet', retryAt === null ? null : retryAt - Date.now());
      }
    },
  };
}

async function park(engine: Engine, ref: EnrollmentRef, fault: unknown, log: Log): Promise<void> {
  meters.turnFaults.inc({ outcome: 'parked' });
  log.error('a turn failed and its enrollment is parked', { ...idsOf(ref), ...describeFault(fault) });
  await parkEnrollment(engine, ref, fault instanceof Error ? fault : new Error('unknown fault'));
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
