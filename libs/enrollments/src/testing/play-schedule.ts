import { AsyncLocalStorage } from 'node:async_hooks';
import { statesBefore, type SendState } from '#database';
import { sweepLedger, type Failpoint } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import { OperationalError } from '#faults';
import { changeConsent } from '../index';
import type { Happening, Schedule } from './ledger-schedule';
import { playSend, type Play } from './play-send';
import { reportTaken } from './report-taken';
import type { Stage } from './stage';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How a schedule ended. */
export interface Ended {
  /** The ways that the send has taken, birth first. */
  readonly walked: readonly SendState[];
  /** What is wrong with the end, in words. */
  readonly faults: readonly string[];
}

class Killed extends Error {}

type Hook = (at: Failpoint) => Promise<void> | undefined;
const hooks = new AsyncLocalStorage<Hook>();

/** Plays a schedule on the real ledger; then everybody goes on, the provider takes everything, and a day passes. */
export async function playSchedule(stage: Stage, { dedupes, acts, happenings }: Schedule): Promise<Ended> {
  setFailpointHook((where) => hooks.getStore()?.(where));
  const play = await playSend(stage, acts, { dedupes });
  const stopped: { readonly goOn: () => void; readonly work: Promise<void> }[] = [];
  /** The attempt at which the send stood when it was decided that it must not leave; null = it may. */
  let lastAttempt: number | null = null;

  const goOn = async (): Promise<void> => {
    const one = stopped.shift();
    one?.goOn();
    await one?.work;
  };
  const forbid = async (): Promise<void> => {
    lastAttempt ??= (await find(stage, play))?.attempt ?? 0;
  };
  const happen = async (happening: Happening): Promise<void> => {
    switch (happening.kind) {
      case 'work':
        return work(play);
      case 'killed':
        return hooks.run(
          (where) => (where === happening.at ? Promise.reject(new Killed()) : undefined),
          () => work(play),
        );
      case 'stopped':
        return stopAt(play, happening.at, stopped);
      case 'goes-on':
        return goOn();
      case 'time-passes':
        return pass(stage, play, 0);
      case 'sweep':
        return void (await sweepLedger(play.delivery, 100, Date.now()));
      case 'a-day-passes':
        await pass(stage, play, DAY + MINUTE);
        return void (await sweepLedger(play.delivery, 100, Date.now()));
      case 'reports-come':
        // Nobody is stopped for so long and posts then: a claim that has grown old is not posted.
        while (stopped.length > 0) await goOn();
        return reportsCome(stage, play);
      case 'exit':
        await play.exit();
        return forbid();
      case 'opt-out':
        await optOut(stage, play);
        return forbid();
    }
  };
  for (const happening of happenings) await happen(happening);
  play.provider.takeAll();
  while (stopped.length > 0) await goOn();
  for (const kind of ['time-passes', 'sweep', 'work', 'time-passes', 'work', 'a-day-passes', 'work'] as const)
    await happen({ kind });
  return judgeEnd(stage, play, lastAttempt);
}

/** A worker works until it comes to a failpoint, and stays there. */
async function stopAt(
  play: Play,
  where: Failpoint,
  stopped: { readonly goOn: () => void; readonly work: Promise<void> }[],
): Promise<void> {
  let goOn = (): void => undefined;
  const going = new Promise<void>((resolve) => (goOn = resolve));
  await new Promise<void>((resolve, reject) => {
    let isThere = false;
    const working = hooks.run(
      (at) => {
        if (at !== where || isThere) return undefined;
        isThere = true;
        stopped.push({ goOn, work: working });
        resolve();
        return going;
      },
      () => work(play),
    );
    working.then(resolve, reject);
  });
}

/** What a worker does, and what Temporal does when it fails: it comes again later. */
async function work(play: Play): Promise<void> {
  await play.work().catch((error: unknown) => {
    if (!(error instanceof OperationalError || error instanceof Killed)) throw error;
  });
}

/** Moves the send back in time. */
async function pass(stage: Stage, play: Play, ms: number): Promise<void> {
  const send = await find(stage, play);
  if (!send) return;
  const justNow = Date.now() - 1;
  const earlier = (instant: Date | null): Date | null =>
    instant && new Date(Math.min(instant.getTime() - ms, justNow));
  await stage.database.prisma.send.update({
    where: { id: send.id },
    data: {
      leaseUntil: earlier(send.leaseUntil),
      retryAt: earlier(send.retryAt),
      unknownSince: send.unknownSince && new Date(send.unknownSince.getTime() - ms),
    },
  });
}

/** An hour after the reports, the sweeper comes by. */
async function reportsCome(stage: Stage, play: Play): Promise<void> {
  const anHourAgo = Date.now() - 61 * MINUTE;
  const send = await find(stage, play);
  if (send && play.provider.taken.length > 0) await reportTaken(stage, send.id, anHourAgo);
  await pass(stage, play, 2 * 60 * MINUTE);
  const later = await playSend(stage, []);
  await later.work();
  await reportTaken(stage, (await later.send()).id, anHourAgo);
  await sweepLedger(play.delivery, 100, Date.now());
}

async function optOut({ engine, workspaceId }: Stage, { profileId }: Play): Promise<void> {
  const denied = { topic: 'offers', channel: 'email', state: 'denied' } as const;
  const by = { source: 'recipient', actor: '', textVersion: null } as const;
  await changeConsent(engine, workspaceId, profileId, [denied], by, Date.now());
}

function find({ database }: Stage, { id }: Play) {
  return database.prisma.send.findFirst({ where: { enrollmentId: id } });
}

async function judgeEnd(stage: Stage, play: Play, lastAttempt: number | null): Promise<Ended> {
  const send = await find(stage, play);
  const { provider } = play;
  const taken = provider.taken.length;
  const run = await stage.stateOf(play.id);
  const runFaults = run === 'active' ? ['the run has not come to an end'] : [];
  if (!send) return { walked: [], faults: [...runFaults, ...(taken > 0 ? ['taken without a row'] : [])] };
  const told = send.history as unknown as readonly { readonly state: SendState; readonly by?: string }[];
  const walked = told.map(({ state }) => state);
  // What a provider reports goes by rank, not by these ways.
  const astray = told.filter(
    ({ state, by }, n) => n > 0 && !by && !statesBefore(state).includes(walked[n - 1] ?? state),
  );
  return {
    walked,
    faults: [
      ...runFaults,
      ...(taken > 1 ? [`taken ${taken} times`] : []),
      ...(astray.length > 0 ? [`no way leads ${walked.join(' > ')}`] : []),
      ...(walked.at(-1) === send.state ? [] : [`the history ends at ${walked.at(-1)}, not at ${send.state}`]),
      ...(mayEndSo(send.state, taken) ? [] : [`${send.state} at the end, and taken ${taken} times`]),
      ...(lastAttempt !== null && send.attempt > lastAttempt ? ['claimed after it must not leave'] : []),
    ],
  };
}

/** What the ledger says in the end is true, and says whether it is certain. */
function mayEndSo(state: string, taken: number): boolean {
  if (state === 'ACCEPTED') return taken === 1;
  if (state === 'FAILED' || state === 'REFUSED') return taken === 0;
  return state === 'GIVEN_UP';
}
