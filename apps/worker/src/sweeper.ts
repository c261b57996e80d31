import { setTimeout as pause } from 'node:timers/promises';
import {
  alone,
  dropOldPartitions,
  ensurePartitions,
  foldReportChanges,
  forgetAnswers,
  forgetReports,
  type Database,
} from '#database';
import { sweepLedger, type Delivery } from '#delivery';
import {
  releaseOverdue,
  sweepErasures,
  sweepHits,
  sweepOverdue,
  sweepPublishes,
  sweepStopped,
  type Engine,
} from '#enrollments';
import type { Log } from './log';

/** How often the sweepers look (ms). */
export interface Rhythm {
  /** For overdue enrollments. */
  readonly sweepEvery: number;
  /** How long an enrollment may be overdue before it is poked. */
  readonly overdueBy: number;
  /** For sends that nobody looks after. */
  readonly ledgerEvery: number;
}

const RHYTHM: Rhythm = { sweepEvery: 2_000, overdueBy: 10_000, ledgerEvery: 10_000 };

/** How many are taken at once. */
const SWEEP_MOST = 200;

/** How often publishes are looked at whose people are to be moved (ms), and how many of each are moved in one transaction. */
const PUBLISHES_EVERY = 1_000;
const MOVE_MOST = 100;

/** How often people of resumed journeys are let go (ms). */
const RELEASES_EVERY = 500;

/** How often what recipients did is looked at, for what has settled (ms). */
const HITS_EVERY = 1_000;

/** How often erasures are looked at that are not finished (ms). */
const ERASURES_EVERY = 30_000;

/** How often reports are folded (ms), and how many changes at once. */
const FOLD_EVERY = 2_000;
const FOLD_MOST = 5_000;

/** How often partitions ahead are seen to (ms), and how many old rows are removed at once. */
const HOUSEKEEPING_EVERY = 6 * 3_600_000;
const FORGET_MOST = 1_000;

/** A background task that can be stopped. */
export interface Background {
  /** Ends it after the round at hand. */
  stop(): Promise<void>;
}

/** Sweeps until stopped. A round that fails is logged, and the next one comes all the same. */
export function startSweeper(engine: Engine, log: Log, rhythm: Rhythm = RHYTHM): Background {
  return repeat(
    rhythm.sweepEvery,
    async () => {
      const count = await sweepOverdue(engine, SWEEP_MOST, rhythm.overdueBy);
      if (count > 0) log.info('overdue enrollments were poked', { count });
      for (let taken = SWEEP_MOST; taken === SWEEP_MOST;) {
        taken = await sweepStopped(engine, SWEEP_MOST);
        if (taken > 0) log.info('people were taken out of stopped journeys', { count: taken });
      }
    },
    log,
  );
}

/** Looks after claims whose claimer died and unknown sends without evidence, until stopped. */
export function startLedgerSweeper(delivery: Delivery, log: Log, rhythm: Rhythm = RHYTHM): Background {
  return repeat(
    rhythm.ledgerEvery,
    async () => {
      const swept = await sweepLedger(delivery, SWEEP_MOST, Date.now());
      if (swept.expired + swept.plannedAnew + swept.givenUp > 0)
        log.warn('sends without a claimer or proof were settled', swept);
    },
    log,
  );
}

/** Records what recipients did, when it has settled, until stopped. */
export function startHitSweeper(engine: Engine, log: Log): Background {
  return repeat(
    HITS_EVERY,
    async () => {
      const { emitted, failed } = await sweepHits(engine, SWEEP_MOST, Date.now());
      if (failed > 0) log.warn('clicks and the like could not be recorded yet', { failed });
      return emitted + failed === SWEEP_MOST ? 'again' : undefined;
    },
    log,
  );
}

/** Finishes erasures, until stopped. */
export function startErasureSweeper(engine: Engine, log: Log): Background {
  return repeat(
    ERASURES_EVERY,
    async () => {
      const count = await sweepErasures(engine, SWEEP_MOST, Date.now());
      if (count > 0) log.info('people were erased', { count });
    },
    log,
  );
}

/** Folds what reports count, until stopped. */
export function startReportFolding(database: Database, log: Log): Background {
  return repeat(
    FOLD_EVERY,
    async () => {
      return (await foldReportChanges(database, FOLD_MOST)) === FOLD_MOST ? 'again' : undefined;
    },
    log,
  );
}

/** Moves people as publishes say, and puts them back as their undoing says, until stopped. */
export function startPublishSweeper(engine: Engine, log: Log): Background {
  return repeat(
    PUBLISHES_EVERY,
    async () => {
      const count = await sweepPublishes(engine, MOVE_MOST, Date.now());
      if (count > 0) log.info('people were looked at whom a publish moves', { count });
      return count > 0 ? 'again' : undefined;
    },
    log,
  );
}

/** Lets people go who became due while their journey was paused, until stopped. */
export function startReleases(engine: Engine, log: Log): Background {
  return repeat(
    RELEASES_EVERY,
    async () => {
      const { released, skipped } = await releaseOverdue(engine, Date.now());
      if (released + skipped > 0) log.info('people of resumed journeys were let go', { released, skipped });
    },
    log,
  );
}

/**
 * Sees to the partitions of the months ahead, and forgets what is kept only for a while, until stopped. One process at a
 * time does it.
 * @param monthsKept whole months of events before this one; null = all
 */
export function startHousekeeping(database: Database, log: Log, monthsKept: number | null): Background {
  return repeat(
    HOUSEKEEPING_EVERY,
    async () => {
      const dropped = await alone(database, async (connection) => {
        await ensurePartitions(connection);
        while ((await forgetAnswers(database, FORGET_MOST, Date.now())) === FORGET_MOST);
        while ((await forgetReports(connection, FORGET_MOST, Date.now())) === FORGET_MOST);
        return dropOldPartitions(connection, monthsKept);
      });
      if (dropped && dropped.length > 0) log.info('old partitions were dropped', { dropped: dropped.join() });
    },
    log,
  );
}

/** @param round answers `again` where there is more to do at once */
function repeat(everyMs: number, round: () => Promise<'again' | void>, log: Log): Background {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const next = await round().catch((error: unknown) =>
        log.warn('a background round failed', { fault: error instanceof Error ? error.name : 'unknown' }),
      );
      if (next === 'again') continue;
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
