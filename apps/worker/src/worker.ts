import type { Database } from '#database';
import { openPermits, type Delivery, type Synchronisation } from '#delivery';
import { openEngine } from '#enrollments';
import { watchPokes, watchPool, type Log } from '#telemetry';
import { openPoker, readQueueLength, startWorkers, type TemporalLink } from '#temporal';
import { deliveryActivities, enrollmentActivities } from './activities';
import { bundlePath } from './bundle-path';
import { startHousekeeping, type Retention } from './housekeeping';
import { roomForPokes } from './room-for-pokes';
import {
  startErasureMails,
  startErasureSweeper,
  startAudienceSync,
  startHitSweeper,
  startLedgerSweeper,
  startPublishSweeper,
  startReleases,
  startReportFolding,
  startSampling,
  startSweeper,
  type Rhythm,
} from './sweeper';

/** What a worker runs on. */
export interface WorkerSurroundings {
  readonly database: Database;
  readonly delivery: Delivery;
  /** What audiences are synchronised by. */
  readonly audiences: Synchronisation;
  /** Opened natively. */
  readonly link: TemporalLink;
  readonly namespace: string;
  /** Turns at once: at most the connections of the database pool. */
  readonly turnsAtOnce: number;
  /** Whether an API starts its workflows over the same link. */
  readonly sharesLink: boolean;
  readonly log: Log;
  /** Left out: all is kept. */
  readonly retention?: Retention;
  /** Left out: for production. */
  readonly rhythm?: Rhythm;
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
  const { database, link, namespace, turnsAtOnce, sharesLink, log, rhythm } = surroundings;
  // A provider that has grown slow may keep a quarter of the slots, those of one workspace half, all together three
  // quarters: so everyone else's timers and sends go on.
  const quarters = (count: number): number => Math.max(1, Math.floor((count * turnsAtOnce) / 4));
  const permits = openPermits({ perKey: quarters(1), perWorkspace: quarters(2), ofAll: quarters(3) });
  const delivery = { permits, ...surroundings.delivery };
  const poker = openPoker(link);
  watchPool(database.pool);
  watchPokes(() => poker.state());
  const engine = openEngine(database, (pokes) => poker.poke(pokes));
  const workers = await startWorkers({
    link,
    namespace,
    bundlePath: bundlePath(),
    enrollmentActivities: { ...enrollmentActivities(engine, delivery, log) },
    deliveryActivities: { ...deliveryActivities(engine, delivery, log) },
    turnsAtOnce,
    sharesLink,
  });
  const background = [
    startSweeper(
      engine,
      (most) => roomForPokes(most, poker.state(), () => readQueueLength(link)),
      log,
      rhythm,
    ),
    startLedgerSweeper(delivery, log, rhythm),
    startPublishSweeper(engine, log),
    startReleases(engine, log),
    startHitSweeper(engine, log),
    startErasureSweeper(engine, log),
    startErasureMails(delivery, log),
    startAudienceSync(surroundings.audiences, log),
    startHousekeeping(database, log, surroundings.retention ?? { eventMonths: null, runDays: null }),
    startReportFolding(database, log),
    startSampling(database, log),
  ];
  return {
    stopped: workers.stopped,
    async stop() {
      await Promise.all(background.map((one) => one.stop()));
      await workers.stop();
      await poker.drain(5_000);
    },
  };
}
