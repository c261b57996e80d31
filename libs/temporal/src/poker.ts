import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import {
  ENROLLMENT_QUEUE,
  ENROLLMENT_WORKFLOW,
  JOURNEY_ATTRIBUTE,
  LONGEST_TIMER,
  WAKE_SIGNAL,
  WORKSPACE_ATTRIBUTE,
  workflowIdOf,
  type EnrollmentRef,
} from '../../../workflows/contract';
import type { TemporalLink } from './connect';
import { SKIPPING_NAMESPACES } from './time-skipping';

/** A word to Temporal about one enrollment. */
export interface PokeTarget {
  readonly workspaceId: string;
  readonly enrollmentId: string;
  readonly journey: string;
  readonly version: number;
  /** The very first one: a plain start, to run first at this instant (epoch ms). Null = wake, starting again where it is gone. */
  readonly begin: { readonly at: number } | null;
  /**
   * Whether a workflow that runs is replaced by another. What it rests on is in the database: nothing is lost with it. Its
   * history may be one that no worker can go on with, where Temporal was put back to earlier while workers knew more.
   */
  readonly anew?: boolean;
}

/** Pokes enrollments in the background, a bounded number at once. */
export interface Poker {
  /** Returns at once and never throws. What cannot be poked, or does not fit, is left to the sweeper. */
  poke(targets: readonly PokeTarget[]): void;
  /** How many pokes are under way or queued, have been lost since the start, and whether the last one came through. */
  state(): { readonly waiting: number; readonly lost: number; readonly reachable: boolean };
  /** Waits for the pokes under way, at most `ms` milliseconds. */
  drain(ms: number): Promise<void>;
}

/** Temporal's limit (bytes). Journeys whose names are the same up to there take turns as one. */
const LONGEST_FAIRNESS_KEY = 64;

const AT_ONCE = 64;
const MOST_WAITING = 20_000;
const DEADLINE = 5_000;

const workspaceAttribute = defineSearchAttributeKey(WORKSPACE_ATTRIBUTE, 'KEYWORD');
const journeyAttribute = defineSearchAttributeKey(JOURNEY_ATTRIBUTE, 'KEYWORD');

/** Opens the way by which everyone tells Temporal to look at an enrollment. */
export function openPoker(link: TemporalLink): Poker {
  const queue: PokeTarget[] = [];
  const idle: (() => void)[] = [];
  let running = 0;
  let lost = 0;
  let reachable = true;
  const run = async (): Promise<void> => {
    running += 1;
    for (let target = queue.shift(); target; target = queue.shift()) {
      try {
        await pokeOne(link, target);
        reachable = true;
      } catch {
        // Temporal being away costs latency, not data: `due_at` stays, and the sweeper pokes again.
        lost += 1;
        reachable = false;
      }
    }
    running -= 1;
    if (running === 0) for (const wake of idle.splice(0)) wake();
  };
  return {
    poke(targets) {
      const room = MOST_WAITING - queue.length;
      queue.push(...targets.slice(0, room));
      lost += Math.max(0, targets.length - room);
      while (running < AT_ONCE && queue.length > 0) run().catch(() => undefined);
    },
    state: () => ({ waiting: running + queue.length, lost, reachable }),
    drain: (ms) =>
      running === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            idle.push(() => {
              clearTimeout(timer);
              resolve();
            });
          }),
  };
}

async function pokeOne({ client, native }: TemporalLink, target: PokeTarget): Promise<void> {
  const ids = { workspaceId: target.workspaceId, enrollmentId: target.enrollmentId };
  const ref: EnrollmentRef = SKIPPING_NAMESPACES.includes(client.options.namespace)
    ? { ...ids, clock: 'workflow' }
    : ids;
  const options = {
    workflowId: workflowIdOf(ref),
    taskQueue: ENROLLMENT_QUEUE,
    args: [ref],
    // An ended enrollment's `advance` answers `ended`, so starting again after the end is harmless, and repair always works.
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    // Where there is more to do than is done, journeys take turns: a million people of one do not delay ten of another.
    priority: { fairnessKey: `${target.workspaceId}/${target.journey}`.slice(0, LONGEST_FAIRNESS_KEY) },
    staticSummary: `${target.journey} v${target.version}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: workspaceAttribute, value: target.workspaceId },
      { key: journeyAttribute, value: target.journey },
    ]),
  };
  await client.withDeadline(Date.now() + DEADLINE, async () => {
    const delay = target.begin === null ? 0 : target.begin.at - Date.now();
    if (target.anew === true)
      await client.workflow.start(ENROLLMENT_WORKFLOW, {
        ...options,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
      });
    else if (target.begin === null)
      await client.workflow.signalWithStart(ENROLLMENT_WORKFLOW, { ...options, signal: WAKE_SIGNAL });
    else
      await client.workflow.start(ENROLLMENT_WORKFLOW, {
        ...options,
        // Where a worker shares the connection, the first task comes back with this very call.
        ...(delay > 0
          ? { startDelay: Math.min(delay, LONGEST_TIMER) }
          : { requestEagerStart: native !== null }),
      });
  });
}
