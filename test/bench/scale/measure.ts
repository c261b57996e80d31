import type { Log } from '../../../apps/standalone/src/setup';
import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from '../contender';
import { readCpuTime } from '../cpu-time';
import { median, sum } from '../figures';
import { saturate, trickle, warmUp } from '../load';
import type { Stage } from '../stage';
import type { Options } from './options';
import type { Burst, Level, Scaled } from './report';
import type { Sleepers } from './sleepers';

/** Runs of each contender before anything counts; and, at each level, sleepers that are woken and starts of a process. */
const WARM_UP = 300;
const EXITS = 50;
const STARTS = 3;

/** Fresh events a second while nothing and while everything is due. */
const FRESH = 5;

/** How long after the last alarm was set they ring (ms), and how long they may ring. */
const HEADSTART = 15_000;
const PATIENCE = 3_600_000;

/** Measures level by level, then the burst on top of the last. */
export async function measure(stage: Stage, sleepers: Sleepers, options: Options, log: Log): Promise<Scaled> {
  const warm = async (one: Contender): Promise<number> => {
    log(`Warming up ${one.name} ...`);
    return 2 * (await warmUp(one, stage.sink, { runs: WARM_UP, atOnce: options.atOnce })) + 20;
  };
  const most = { control: await warm(stage.control), jornada: await warm(stage.jornada) };
  const levels: Level[] = [];
  let before = { open: 0, bytes: await sleepers.bytes() };
  let openedPerSecond = 0;
  for (const level of options.levels) {
    const begun = performance.now();
    await sleepers.fillTo(level, teller(log, level));
    const open = await sleepers.open();
    openedPerSecond = (open - before.open) / ((performance.now() - begun) / 1_000);
    const bytes = await sleepers.bytes();
    const bytesEach = (bytes - before.bytes) / (open - before.open);
    log(`${open} are open: measuring ...`);
    const load = { seconds: options.seconds, atOnce: options.atOnce };
    const [control, jornada] = [
      await costOf(stage, stage.control, { ...load, most: most.control }, 0),
      await costOf(stage, stage.jornada, { ...load, most: most.jornada }, open),
    ];
    const exitMs = median(await eachInTurn(EXITS, () => sleepers.wake()));
    levels.push({
      ...{ open, bytesEach, control, jornada, exitMs },
      startUpMs: {
        api: median(await eachInTurn(STARTS, () => stage.startUpOf('api'))),
        worker: median(await eachInTurn(STARTS, () => stage.startUpOf('worker'))),
      },
    });
    before = { open, bytes: await sleepers.bytes() };
  }
  const woken = await sleepers.woken();
  const expected = EXITS * options.levels.length;
  if (woken !== expected) throw new Error(`${expected} sleepers were woken, but ${woken} have ended`);
  if (stage.sink.repeats() > 0) throw new Error(`${stage.sink.repeats()} actions arrived more than once`);
  return { levels, burst: await ring(stage, sleepers, { timers: options.burst, openedPerSecond }, log) };
}

/** CPU time of a whole journey (ms) and journeys a second, under as much load as the contender takes. */
async function costOf(
  stage: Stage,
  contender: Contender,
  load: Parameters<typeof saturate>[2],
  resting: number,
): Promise<Level['control']> {
  const read = (): ReturnType<typeof readCpuTime> => readCpuTime(stage.pids);
  const { runs, seconds, before, after } = await saturate(contender, stage.sink, load, read, resting);
  const spent = before && after ? sum(Object.values(after)) - sum(Object.values(before)) : Number.NaN;
  return { perSecond: runs / seconds, cpuMs: spent / runs };
}

/** So many timers due at one instant: how long until all have been worked off, and what fresh events see of it. */
async function ring(
  stage: Stage,
  sleepers: Sleepers,
  { timers, openedPerSecond }: { readonly timers: number; readonly openedPerSecond: number },
  log: Log,
): Promise<Burst> {
  const resting = await sleepers.open();
  const quiet = await trickle(stage.jornada, stage.sink, { seconds: 10, rate: FRESH }, resting);
  // When all are set is a guess: three times as long as the last level took.
  const at = Date.now() + 3 * (timers / openedPerSecond) * 1_000 + HEADSTART;
  await sleepers.setAlarms(timers, at, teller(log, resting + timers));
  const early = at - Date.now();
  if (early < 0) throw new Error(`the alarms rang ${Math.round(-early / 1000)} s before all were set`);
  log(`${timers} timers are due in ${Math.round(early / 1000)} s ...`);
  await pause(early);
  const drained = drainTo(sleepers, resting, at, log);
  const busy: number[] = [];
  for (let isDone = false; !isDone;) {
    busy.push(...(await trickle(stage.jornada, stage.sink, { seconds: 2, rate: FRESH }, Infinity)));
    isDone = await Promise.race([drained.then(() => true), pause(0).then(() => false)]);
  }
  return { timers, drainSeconds: (await drained) / 1000, quiet, busy };
}

/** @returns how long after an instant (epoch ms) only those are open that are to rest on (ms) */
async function drainTo(sleepers: Sleepers, resting: number, at: number, log: Log): Promise<number> {
  for (let open = await sleepers.open(); ; open = await sleepers.open()) {
    // What fresh events begin is open for a moment, too.
    if (open <= resting + FRESH) return Date.now() - at;
    if (Date.now() - at > PATIENCE)
      throw new Error(`${open - resting} timers had not been worked off in an hour`);
    log(`${open - resting} of the timers are still to be worked off ...`);
    await pause(2_000);
  }
}

async function eachInTurn(times: number, work: () => Promise<number>): Promise<readonly number[]> {
  const figures: number[] = [];
  for (let time = 0; time < times; time += 1) figures.push(await work());
  return figures;
}

/** Says how far it has come, every few seconds. */
function teller(log: Log, goal: number): (open: number) => void {
  let last = 0;
  return (open) => {
    if (performance.now() - last < 5_000) return;
    last = performance.now();
    log(`${open} of ${goal} are open ...`);
  };
}
