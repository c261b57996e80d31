// Thousands of journeys while everything is killed, stopped and restarted: what is lost, what came twice. A black-box
// checker: what it knows, it knows by its own client, by what the provider took, and by what the API tells.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../apps/standalone/src/setup';
import { liveBench } from '../bench/live-bench';
import { openBattlefield, type Battlefield } from './battlefield';
import { Crowd } from './crowd';
import { commandOf, HELP, readOptions, type FaultsOptions } from './faults.options';
import { reportAll } from './reports';
import { shownTimers, shownVerdict } from './shown-verdict';
import { Strikes } from './strikes';
import { copyDatabases, putBack } from './temporal-copies';
import { terminateSome } from './terminate';
import { timersAfterKill } from './timers-after-kill';
import { bringBack, type Victim } from './victims';
import { isClean, judge, type BookedEnrollment, type BookedSend, type Books, type Verdict } from './verdict';

const paces = {
  short: { longestPause: 2_000, longestAway: 1_000, settlesWithin: 60_000, quiet: 1_000, every: 1_000 },
  production: {
    longestPause: 12_000,
    longestAway: 3_000,
    settlesWithin: 900_000,
    quiet: 30_000,
    every: 5_000,
  },
} as const;

/** How many times a worker is killed to look at timers alone, and how many wait each time. */
const TIMERS = { rounds: 6, people: 40 };

/** After so many mails a strike comes that waits for progress, and after so long without them (ms). */
const PROGRESS = 5;
const WITHOUT_PROGRESS = 15_000;

/** How often some workflows are terminated by hand (ms). */
const TERMINATES_EVERY = 3_000;

/** Journeys under way at once in the crowd. */
const AT_ONCE = 16;

/**
 * Runs it, tells of its progress, and judges.
 * @returns the exit code: 0 where nothing is wrong
 * @throws WrongOption
 */
export async function faults(args: readonly string[], { log }: { readonly log: Log }): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    process.stdout.write(HELP);
    return 0;
  }
  return liveBench(log, async (parts) => {
    log(`Seed ${options.seed}: ${commandOf(options)}`);
    const field = await parts.start('the battlefield', async () => {
      const opened = await openBattlefield(options);
      return { ...opened, stop: () => opened.close() };
    });
    if (options.pace === 'production') {
      log('Timers are waited for whose worker is killed while another is up ...');
      process.stdout.write(shownTimers(await timersAfterKill(field.stack, field.workers, TIMERS)));
    }
    const verdict = await fight(field, options, log);
    return isClean(verdict) ? 0 : 1;
  });
}

async function fight(field: Battlefield, options: FaultsOptions, log: Log): Promise<Verdict> {
  const pace = paces[options.pace];
  const { apis, workers, temporal, postgres } = field.victims;
  const all = [...apis, ...workers, temporal, postgres];
  const strikes = new Strikes({ ...options, ...pace }, all);
  const crowd = new Crowd(field.client, { ...options, atOnce: AT_ONCE });
  let terminated = 0;
  let isOver = false;
  let isQuiet = false;

  const killed = (): number => strikes.count.kills / options.kills;
  const begun = (): number => crowd.begun / options.journeys;
  // Neither runs ahead of the other: people come until the last kill.
  const until = async (isDue: () => boolean): Promise<void> => {
    while (!isDue()) await pause(20);
  };
  // Else a slow machine would do nothing but come up.
  const strikeOn = async (comes: 'after progress' | 'at once'): Promise<void> => {
    const [mails, deadline] = [field.sendgrid.taken.length, Date.now() + WITHOUT_PROGRESS];
    if (comes === 'after progress')
      await until(() => field.sendgrid.taken.length >= mails + PROGRESS || Date.now() > deadline);
    await until(() => killed() <= begun() + 0.02);
  };
  const comeOn = (): Promise<void> => until(() => begun() <= killed() + 0.02 || killed() >= 1);
  const tell = (): void =>
    log(
      `${strikes.count.kills} kills, ${strikes.count.pauses} pauses, ${strikes.count.restarts} restarts, ${strikes.count.failures} ended by themselves, ` +
        `${terminated} workflows terminated; ${crowd.begun} people, ${field.sendgrid.taken.length} mails, ${field.client.failures()} calls again`,
    );
  const telling = setInterval(tell, options.pace === 'short' ? 5_000 : 30_000);
  const supervised = strikes.supervise(() => isOver);
  const reported = reportAll(field.sendgrid, field.client, () => isQuiet);
  try {
    const each = (victims: readonly Victim[]) => victims.map((victim) => [1, victim] as const);
    await Promise.all([
      crowd.come(comeOn),
      strikes.lane('processes', each([...apis, ...workers]), strikeOn),
      strikes.lane('servers', each([temporal, postgres]), strikeOn),
      forget(field, strikes, until, killed),
      (async () => {
        while (killed() < 1) {
          terminated += await terminateSome(field.stack).catch(() => 0);
          await pause(TERMINATES_EVERY);
        }
      })(),
    ]);
    tell();
    log('All are up again; what is under way comes to its end ...');
    const verdict = await settled(field, crowd, pace, log);
    if (!isClean(verdict)) await tellOf(field, verdict, log);
    isOver = true;
    await supervised;
    isQuiet = true;
    await reported;
    process.stdout.write(
      shownVerdict(verdict, {
        options,
        count: strikes.count,
        terminated,
        people: crowd.people.length,
        mails: field.sendgrid.taken.length,
        failures: field.client.failures(),
      }),
    );
    return verdict;
  } finally {
    isOver = true;
    isQuiet = true;
    clearInterval(telling);
  }
}

/** Temporal's databases are copied a third through, and the copies put back two thirds through. */
async function forget(
  { servers, victims: { temporal, postgres } }: Battlefield,
  strikes: Strikes,
  until: (isDue: () => boolean) => Promise<void>,
  killed: () => number,
): Promise<void> {
  const { adminUrl } = servers.postgres;
  for (const [due, work] of [
    [1 / 3, copyDatabases],
    [2 / 3, putBack],
  ] as const) {
    await until(() => killed() >= due);
    await strikes.alone(temporal, () =>
      strikes.alone(postgres, async () => {
        await temporal.kill();
        await work(servers.temporal, adminUrl);
        await bringBack(temporal);
      }),
    );
  }
}

/** Reads the books until nothing is wrong any more, or for so long that something is. */
async function settled(
  field: Battlefield,
  crowd: Crowd,
  { settlesWithin, quiet, every }: (typeof paces)[keyof typeof paces],
  log: Log,
): Promise<Verdict> {
  const deadline = Date.now() + settlesWithin;
  for (let told = ''; ; await pause(every)) {
    const verdict = judge(await readBooks(field, crowd));
    if (isClean(verdict)) break;
    // What came twice does not come right.
    if (Date.now() > deadline || verdict.twice.length > 0) return verdict;
    const now = Object.entries(verdict)
      .map(([name, sentences]) => `${(sentences as readonly string[]).length} ${name}`)
      .join(', ');
    if (now !== told) log(`so far: ${now}`);
    told = now;
  }
  // Nor may anything come of it later: sweepers look again and again.
  await pause(quiet);
  return judge(await readBooks(field, crowd));
}

/** Tells everything of some of those with whom something is wrong. */
async function tellOf({ client }: Battlefield, verdict: Verdict, log: Log): Promise<void> {
  const sentences: readonly string[] = Object.values(verdict).flat();
  const people = new Set(
    sentences.map((one) => /person-\d+/.exec(one)?.[0]).filter((one) => one !== undefined),
  );
  for (const userId of [...people].slice(0, 5)) {
    const { items } = await client.get<{ items: readonly { id: string }[] }>(
      `/v1/enrollments?userId=${userId}`,
    );
    for (const { id } of items)
      log(`${userId}: ${JSON.stringify(await client.get(`/v1/enrollments/${id}`))}`);
  }
}

async function readBooks({ client, sendgrid }: Battlefield, { people }: Crowd): Promise<Books> {
  const events = await client.list<{ messageId: string; source: string }>('/v1/events');
  return {
    people,
    stored: events.flatMap(({ messageId, source }) => (source === 'client' ? [messageId] : [])),
    enrollments: await client.list<BookedEnrollment>('/v1/enrollments'),
    sends: await client.list<BookedSend>('/v1/sends'),
    mails: sendgrid.taken.map(({ mail }) => ({
      sendId: String(mail.custom_args?.['send_id']),
      to: String(mail.personalizations?.[0]?.to?.[0]?.email),
    })),
    at: Date.now(),
  };
}
