import type { Database } from '#database';
import type { Delivery } from '#delivery';
import { openEngine } from '#enrollments';
import { openPoker, startWorkers, type TemporalLink } from '#temporal';
import { deliveryActivities, enrollmentActivities } from './activities';
import { bundlePath } from './bundle-path';
import type { Log } from './log';
import { startHousekeeping, startSweeper } from './sweeper';

/** What a worker runs on. */
export interface WorkerSurroundings {
  readonly database: Database;
  readonly delivery: Delivery;
  /** Opened natively. */
  readonly link: TemporalLink;
  readonly namespace: string;
  /** Turns at once: at most the connections of the database pool. */
  readonly turnsAtOnce: number;
  readonly log: Log;
}

/** A worker that runs. */
export interface RunningWorker {
  /** Rejects when the worker failed on its own. */
  readonly stopped: Promise<void>;
  /** Lets what is at hand finish, takes nothing new. */
  stop(): Promise<void>;
}

/** Starts everything that moves enrollments: the turns, the deliveries, the sweeper, the housekeeping. */
export async function startWorker(surroundings: WorkerSurroundings): Promise<RunningWorker> {
  const { database, delivery, link, namespace, turnsAtOnce, log } = surroundings;
  const poker = openPoker(link);
  const engine = openEngine(database, (pokes) => poker.poke(pokes));
  const workers = await startWorkers({
    link,
    namespace,
    bundlePath: bundlePath(),
    enrollmentActivities: { ...enrollmentActivities(engine, delivery, log) },
    deliveryActivities: { ...deliveryActivities(delivery, log) },
    turnsAtOnce,
  });
  const background = [startSweeper(engine, log), startHousekeeping(database, log)];
  return {
    stopped: workers.stopped,
    async stop() {
      await Promise.all(background.map((one) => one.stop()));
      await workers.stop();
      await poker.drain(5_000);
    },
  };
}
