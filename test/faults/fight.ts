import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../apps/standalone/src/setup';
import type { Battlefield } from './battlefield';
import { settledVerdict, tellOf } from './books';
import { Crowd } from './crowd';
import type { FaultsOptions } from './faults.options';
import { reportAll } from './reports';
import type { Fought } from './shown-verdict';
import { Strikes, type Comes } from './strikes';
import { copyDatabases, putBack } from './temporal-copies';
import { terminateSome } from './terminate';
import { isClean, type Verdict } from './verdict';
import { bringBack, type Victim } from './victims';

const paces = {
  short: { longestPause: 2_000, longestAway: 1_000, settlesWithin: 120_000, quiet: 1_000, every: 500 },
  production: {
    longestPause: 12_000,
    longestAway: 3_000,
    settlesWithin: 900_000,
    quiet: 30_000,
    every: 5_000,
  },
} as const;

/** How often it tells of its progress (ms). */
const TELLS_EVERY = 15_000;

/** After so many mails a strike comes that waits for progress, and after so long without them (ms). */
const PROGRESS = 5;
const WITHOUT_PROGRESS = 15_000;

/** How often some workflows are terminated by hand (ms). */
const TERMINATES_EVERY = 3_000;

/** Journeys under way at once in the crowd. */
const AT_ONCE = 16;

/** Neither the strikes nor the crowd get ahead of the other by more than this part of all. */
const AHEAD = 0.02;

/** Lets a crowd go through its journeys while everything is struck, and judges what has become of them. */
export async function fight(
  field: Battlefield,
  options: FaultsOptions,
  log: Log,
): Promise<{ readonly verdict: Verdict; readonly fought: Fought }> {
  const pace = paces[options.pace];
  const { apis, workers, temporal, postgres } = field.victims;
  const strikes = new Strikes({ ...options, ...pace }, [...apis, ...workers, temporal, postgres]);
  const crowd = new Crowd(field.client, { ...options, atOnce: AT_ONCE });
  const isOver = new AbortController();
  // Everybody in the crowd waits with it.
  setMaxListeners(0, isOver.signal);
  let terminated = 0;
  const killed = (): number => strikes.count.kills / options.kills;
  const begun = (): number => crowd.begun / options.journeys;
  const until = async (isDue: () => boolean): Promise<void> => {
    while (!isDue()) await pause(20, undefined, isOver);
  };
  const strikeOn = async (comes: Comes): Promise<void> => {
    // Else a slow machine would do nothing but come up.
    const [mails, deadline] = [field.sendgrid.taken.length + PROGRESS, Date.now() + WITHOUT_PROGRESS];
    if (comes === 'after progress')
      await until(() => field.sendgrid.taken.length >= mails || Date.now() > deadline);
    await until(() => killed() <= begun() + AHEAD);
  };
  const comeOn = (): Promise<void> => until(() => begun() <= killed() + AHEAD || killed() >= 1);
  const byHand = async (): Promise<void> => {
    for (; killed() < 1; await pause(TERMINATES_EVERY, undefined, isOver))
      terminated += await terminateSome(field.stack).catch(() => 0);
  };
  const fought = (): Fought => ({
    ...{ options, count: strikes.count, terminated, people: crowd.begun },
    ...{ mails: field.sendgrid.taken.length, failures: field.client.failures() },
  });
  const telling = setInterval(() => log(shownProgress(fought())), TELLS_EVERY);
  const onTheSide = [
    strikes.supervise(isOver.signal),
    reportAll(field.sendgrid, field.client, isOver.signal),
  ] as const;
  const battle = async (): Promise<Verdict> => {
    await Promise.all([
      crowd.come(comeOn),
      strikes.lane('processes', [...apis, ...workers], strikeOn),
      strikes.lane('servers', [temporal, postgres], strikeOn),
      forget(field, strikes, (part) => until(() => killed() >= part)),
      byHand(),
    ]);
    log(`All are up again; what is under way comes to its end. ${shownProgress(fought())}`);
    const verdict = await settledVerdict(field, crowd, pace, log);
    if (!isClean(verdict)) await tellOf(field, verdict, log);
    return verdict;
  };
  try {
    // What goes on beside ends only by a fault of its own, or when told.
    const verdict = await Promise.race([battle(), ...onTheSide]);
    if (!verdict) throw new Error('what goes on beside the battle has ended before it');
    return { verdict, fought: fought() };
  } finally {
    isOver.abort();
    clearInterval(telling);
    await Promise.allSettled(onTheSide);
  }
}

function shownProgress({ count, terminated, people, mails, failures }: Fought): string {
  const { kills, pauses, restarts, failures: failed } = count;
  return `${kills} kills, ${pauses} pauses, ${restarts} restarts, ${failed} ended by themselves, ${terminated} workflows terminated; ${people} people, ${mails} mails, ${failures} calls made again`;
}

/** Temporal's databases are copied a third through, and the copies put back two thirds through. */
async function forget(
  { servers, victims: { temporal, postgres } }: Battlefield,
  strikes: Strikes,
  through: (part: number) => Promise<void>,
): Promise<void> {
  const whileNobodyIsAbout = (both: readonly [Victim, Victim], work: () => Promise<void>): Promise<void> =>
    strikes.alone(both[0], () => strikes.alone(both[1], work));
  for (const [part, work] of [
    [1 / 3, copyDatabases],
    [2 / 3, putBack],
  ] as const) {
    await through(part);
    await whileNobodyIsAbout([temporal, postgres], async () => {
      await temporal.kill();
      await work(servers.temporal, servers.postgres.adminUrl);
      await bringBack(temporal);
    });
  }
}
