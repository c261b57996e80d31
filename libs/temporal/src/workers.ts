import { readFileSync } from 'node:fs';
import { Runtime, Worker, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { DELIVERY_QUEUE, ENROLLMENT_QUEUE } from '../../../workflows/contract';
import type { TemporalLink } from './connect';

/** Activities by name. */
export type Activities = { readonly [name: string]: (...args: never[]) => Promise<unknown> };

/** What it takes to run the workers of one process. */
export interface WorkersOptions {
  readonly link: TemporalLink;
  readonly namespace: string;
  /** Where the prebuilt workflow bundle is. */
  readonly bundlePath: string;
  /** Run as local activities on the enrollment queue. */
  readonly enrollmentActivities: Activities;
  /** Run as regular activities on the delivery queue. */
  readonly deliveryActivities: Activities;
  /** Turns at once; at most the connections of the database pool. */
  readonly turnsAtOnce: number;
  /** Whether those who start workflows share the link: a first task then comes back with the call that starts it. */
  readonly sharesLink: boolean;
}

/** The workers of one process. */
export interface RunningWorkers {
  /** Settles when the workers have stopped; rejects when one failed. */
  readonly stopped: Promise<void>;
  /** Takes no new tasks and lets those at hand finish, within the grace time. */
  stop(): Promise<void>;
}

/** How long a worker that was told to stop lets its activities finish. */
const GRACE = '30s';

/**
 * Workflow tasks at once, for each turn. A task keeps its place until its turn is over, also while that waits for its own;
 * one that finds none comes by Temporal's queue. So many that starts from here find one. Else few: another worker may be
 * idle, and what a worker holds when it is killed is ten seconds late.
 */
const TASKS_A_TURN = { shared: 8, alone: 2 } as const;

/** Starts the workers: one for enrollments (workflow tasks and turns), one for deliveries. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const { link, namespace } = options;
  if (!link.native) throw new Error('a worker needs a native link to Temporal');
  const common = { connection: link.native, namespace, shutdownGraceTime: GRACE };
  const enrollments = await Worker.create({
    ...common,
    taskQueue: ENROLLMENT_QUEUE,
    workflowBundle: { code: readFileSync(options.bundlePath, 'utf8') },
    activities: options.enrollmentActivities,
    enableNonLocalActivities: false,
    maxConcurrentLocalActivityExecutions: options.turnsAtOnce,
    maxConcurrentWorkflowTaskExecutions:
      TASKS_A_TURN[options.sharesLink ? 'shared' : 'alone'] * options.turnsAtOnce,
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
    maxCachedWorkflows: 2_000,
    // With the default of 10 s, a timer due after a worker was killed waits that long for it.
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const deliveries = await Worker.create({
    ...common,
    taskQueue: DELIVERY_QUEUE,
    activities: options.deliveryActivities,
    // Twice as many as one provider may keep busy (a quarter of the turns): others' sends go on beside it.
    maxConcurrentActivityTaskExecutions: Math.max(2, Math.floor(options.turnsAtOnce / 2)),
    activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
  });
  const workers = [enrollments, deliveries];
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  // One that fails takes the other down with it: a process that does half its work looks alive and is not.
  const runs = workers.map((worker) => worker.run().finally(stop));
  const stopped = Promise.all(runs).then(() => undefined);
  return {
    stopped,
    async stop() {
      stop();
      await Promise.allSettled(runs);
    },
  };
}

/** Bundles the workflows into one text. `#names` resolve to sources. */
export async function bundleWorkflows(workflowsPath: string): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: ['source', '...'] },
    }),
  });
  return code;
}

/** Quiets the SDK's own log to warnings; once per process, before anything else of Temporal. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: 'temporal_sdk_core=WARN' } } as never,
  });
}
