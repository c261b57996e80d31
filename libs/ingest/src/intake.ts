import { findLocked } from '#database';
import { record, type Engine, type Incoming } from '#enrollments';
import { UserError } from '#faults';
import { meters } from '#telemetry';
import { Admission, usualBounds, type Bounds } from './queue/bounds';
import type { Committer } from './queue/commit-group';
import { namesOf, type Outcome } from './queue/waiting-event';
import { WorkQueue } from './queue/work-queue';
import type { Taken } from './taken';

/** Who sends events, and how many bytes they have; for the bounds of what may wait. */
export interface Sender {
  readonly workspaceId: string;
  /** Null: no key that could be told apart from others of the workspace. */
  readonly keyId: string | null;
  readonly bytes: number;
}

/** Where events are taken in: what arrives at the same time shares a transaction. */
export interface Intake {
  readonly engine: Engine;
  /**
   * Takes the events of one call. When this returns, each is committed, but for those that it says are faults. Events
   * of one person are recorded in the order in which they were given, also from call to call.
   * @returns what became of each, in order
   * @throws UserError 429 `too-many-waiting`; OperationalError, or an error of the database, where some of the events may
   *   not be committed: the same call again does what is missing, and nothing twice
   */
  take(sender: Sender, events: readonly Incoming[]): Promise<readonly Taken[]>;
}

/** What an intake works with; left out: as in production. */
interface Terms extends Omit<Committer, 'engine'> {
  readonly bounds: Bounds;
  /** How long somebody may wait whose profile is locked (ms). */
  readonly patience: number;
}

/**
 * Opens an intake.
 * @param host whose engine is asked for when the first event comes
 */
export function openIntake(
  host: Pick<Intake, 'engine'>,
  { bounds = usualBounds, patience = 5_000, ...tools }: Partial<Terms> = {},
): Intake {
  const admission = new Admission(bounds);
  const queue = new WorkQueue(() => ({ record, findLocked, ...tools, engine: host.engine }), patience);
  return {
    get engine() {
      return host.engine;
    },
    async take(sender, events) {
      if (events.length === 0) return [];
      const load = { ...sender, events: events.length };
      try {
        admission.enter(load);
      } catch (error) {
        meters.events.inc({ outcome: error instanceof UserError ? 'turned_away' : 'failed' }, events.length);
        throw error;
      }
      meters.intakeWaiting.inc(events.length);
      try {
        const outcomes = await queued(queue, sender.workspaceId, events);
        for (const outcome of outcomes) meters.events.inc({ outcome: inShort(outcome) });
        return outcomes.map(takenOf);
      } finally {
        admission.leave(load);
        meters.intakeWaiting.dec(events.length);
      }
    },
  };
}

/** Queues the events of a call. @returns how each wait ended, once all have */
function queued(
  queue: WorkQueue,
  workspaceId: string,
  events: readonly Incoming[],
): Promise<readonly Outcome[]> {
  const since = Date.now();
  return new Promise((resolve) => {
    const outcomes: Outcome[] = [];
    let missing = events.length;
    const waiting = events.map((event, at) => ({
      ...{ event, names: namesOf(event), since },
      settle(outcome: Outcome) {
        if (outcomes[at]) return;
        outcomes[at] = outcome;
        missing -= 1;
        if (missing === 0) resolve(outcomes);
      },
    }));
    queue.add(workspaceId, waiting);
  });
}

function inShort(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'recorded':
      return outcome.recorded.status;
    case 'fault':
      return 'rejected';
    case 'failed':
      return 'failed';
  }
}

function takenOf(outcome: Outcome): Taken {
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome;
}
