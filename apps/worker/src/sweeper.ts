import { foldReportChanges, readBacklog, type Database } from '#database';
import {
  sweepErasureMails,
  sweepLedger,
  syncAudiences,
  type Delivery,
  type Synchronisation,
} from '#delivery';
import {
  releaseOverdue,
  sweepErasures,
  sweepHits,
  sweepOverdue,
  sweepPublishes,
  sweepStopped,
  type Engine,
} from '#enrollments';
import { meters, type Log } from '#telemetry';
import { repeat, type Background } from './background';

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

/** How often mails are looked for that ask people whether they want to be erased (ms). */
const ERASURE_MAILS_EVERY = 1_000;
/** How often destinations of audiences are looked after (ms), and how many at once. */
const AUDIENCES_EVERY = 2_000;
const DESTINATIONS_AT_ONCE = 4;

/** How often reports are folded (ms), and how many changes at once. */
const FOLD_EVERY = 2_000;
const FOLD_MOST = 5_000;

/** How often it is looked what is overdue, parked and under way (ms). */
const BACKLOG_EVERY = 10_000;

/**
 * Sweeps until stopped. A round that fails is logged, and the next one comes all the same.
 * @param room how many may be poked now, of so many at most
 */
export function startSweeper(
  engine: Engine,
  room: (most: number) => Promise<number>,
  log: Log,
  rhythm: Rhythm = RHYTHM,
): Background {
  return repeat(
    'overdue',
    rhythm.sweepEvery,
    async () => {
      const count = await sweepOverdue(engine, await room(SWEEP_MOST), rhythm.overdueBy);
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
    'ledger',
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
    'hits',
    HITS_EVERY,
    async () => {
      const { emitted, failed } = await sweepHits(engine, SWEEP_MOST, Date.now());
      if (failed > 0) log.warn('clicks and the like could not be recorded yet', { failed });
      return emitted + failed === SWEEP_MOST ? 'again' : undefined;
    },
    log,
  );
}

/** Posts the mails that ask people whether they want to be erased, until stopped. */
export function startErasureMails(delivery: Delivery, log: Log): Background {
  return repeat(
    'erasure-mails',
    ERASURE_MAILS_EVERY,
    async () => {
      const count = await sweepErasureMails(delivery, SWEEP_MOST, Date.now());
      if (count > 0) log.info('people were asked whether they want to be erased', { count });
    },
    log,
  );
}

/** Finishes erasures, until stopped. */
export function startErasureSweeper(engine: Engine, log: Log): Background {
  return repeat(
    'erasures',
    ERASURES_EVERY,
    async () => {
      const count = await sweepErasures(engine, SWEEP_MOST, Date.now());
      if (count > 0) log.info('people were erased', { count });
    },
    log,
  );
}

/** Tells destinations of audiences who comes and goes, until stopped. */
export function startAudienceSync(sync: Synchronisation, log: Log): Background {
  return repeat(
    'audiences',
    AUDIENCES_EVERY,
    async () => {
      const { settled, isMore } = await syncAudiences(sync, DESTINATIONS_AT_ONCE);
      for (const one of settled)
        if (one.code === null) log.info('a destination of an audience was told', one);
        else log.warn('a destination of an audience was told in vain', one);
      return isMore ? 'again' : undefined;
    },
    log,
  );
}

/** Folds what reports count, until stopped; whoever moved a send, it is measured here. */
export function startReportFolding(database: Database, log: Log): Background {
  return repeat(
    'reports',
    FOLD_EVERY,
    async () => {
      const { changes, sends } = await foldReportChanges(database, FOLD_MOST);
      for (const [state, count] of Object.entries(sends)) meters.sends.inc({ state }, count);
      return changes === FOLD_MOST ? 'again' : undefined;
    },
    log,
  );
}

/** Moves people as publishes say, and puts them back as their undoing says, until stopped. */
export function startPublishSweeper(engine: Engine, log: Log): Background {
  return repeat(
    'publishes',
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
    'releases',
    RELEASES_EVERY,
    async () => {
      const { released, skipped } = await releaseOverdue(engine, Date.now());
      if (released + skipped > 0) log.info('people of resumed journeys were let go', { released, skipped });
    },
    log,
  );
}

/** Looks what is overdue, parked and under way, for the metrics, until stopped. */
export function startSampling(database: Database, log: Log): Background {
  return repeat(
    'backlog',
    BACKLOG_EVERY,
    async () => {
      const backlog = await readBacklog(database, RHYTHM.overdueBy);
      meters.overdue.set(backlog.overdue);
      meters.oldestOverdue.set(backlog.oldestOverdue);
      meters.incidents.set(backlog.incidents);
      meters.openSends.set({ state: 'CLAIMED' }, backlog.claimed);
      meters.openSends.set({ state: 'UNKNOWN' }, backlog.unknown);
    },
    log,
  );
}
