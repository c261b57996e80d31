import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../../apps/standalone/src/setup';
import { readCpuTime, type CpuTime } from '../cpu-time';
import type { Part } from '../stage';
import { median } from '../figures';
import { saturate, steady, type Loaded, type Take } from './load';
import type { Options } from './options';
import type { Scene } from './scene';

/** What was measured of one contender, in one way of sending. */
export interface Rates {
  /** Events a second at saturation, by round. */
  readonly rates: readonly number[];
  /** In those rounds. */
  readonly events: number;
  readonly cpu: readonly CpuTime<Part>[];
}

/** What was measured of a way of sending. */
export interface Way {
  readonly control: Rates;
  readonly jornada: Rates;
  /** Milliseconds to the answer of a call, at half of Jornada's rate. */
  readonly times: readonly number[];
}

export interface Measured {
  readonly batches: Way;
  readonly singles: Way;
  /** What Jornada has stored, of what it was sent. */
  readonly stored: {
    readonly sent: number;
    readonly events: number;
    readonly entering: number;
    readonly begun: number;
  };
  readonly woken: { readonly woken: number; readonly seconds: number };
}

/** Single events come slower: who is measured warms up with so many seconds of each. */
const WARM_UP = 2;

/** Measures both, turn by turn. @throws Error where not everything was worked off that was accepted */
export async function measure(scene: Scene, options: Options, log: Log): Promise<Measured> {
  const batches = { atOnce: options.atOnce, size: options.batch };
  const singles = { atOnce: options.singlesAtOnce, size: 1 };
  for (const take of [scene.control, scene.jornada])
    for (const how of [batches, singles]) await saturate(take, { ...how, seconds: WARM_UP });
  const ofBatches = await measureWay(scene, { ...batches, ...options }, log);
  const ofSingles = await measureWay(scene, { ...singles, ...options }, log);
  const woken = await scene.wake();
  const { events, entering } = scene.sent();
  const ingested = await scene.ingested();
  if (ingested.events !== events)
    throw new Error(`${events} events were accepted, ${ingested.events} are stored`);
  if (ingested.begun !== entering)
    throw new Error(`${entering} enrollments were to begin, ${ingested.begun} have`);
  if (woken.woken !== options.waiting)
    throw new Error(`${options.waiting} waited, ${woken.woken} were woken`);
  return {
    ...{ batches: ofBatches, singles: ofSingles, woken },
    stored: { sent: events, events: ingested.events, entering, begun: ingested.begun },
  };
}

interface Growing {
  rates: number[];
  events: number;
  cpu: CpuTime<Part>[];
}

async function measureWay(
  scene: Scene,
  { size, atOnce, seconds, rounds }: { size: number; atOnce: number; seconds: number; rounds: number },
  log: Log,
): Promise<Way> {
  const measured: { control: Growing; jornada: Growing } = { control: nothingYet(), jornada: nothingYet() };
  for (let round = 1; round <= rounds; round++) {
    for (const name of ['control', 'jornada'] as const) {
      const { loaded, cpu } = await measureOnce(scene, scene[name], { size, atOnce, seconds });
      const rate = loaded.events / loaded.seconds;
      log(`Round ${round} of ${rounds}, ${name}, ${size} a call: ${rate.toFixed(0)} events/s`);
      measured[name].rates.push(rate);
      measured[name].events += loaded.events;
      if (cpu) measured[name].cpu.push(cpu);
    }
  }
  const rate = median(measured.jornada.rates) / size / 2;
  log(`Answers at ${(rate * size).toFixed(0)} events/s ...`);
  const times = await steady(scene.jornada, { seconds: Math.max(seconds, 5), rate, size });
  return { ...measured, times };
}

async function measureOnce(
  { stage }: Scene,
  take: Take,
  how: { readonly size: number; readonly atOnce: number; readonly seconds: number },
): Promise<{ readonly loaded: Loaded; readonly cpu: CpuTime<Part> | null }> {
  const before = readCpuTime(stage.pids);
  const loaded = await saturate(take, how);
  const after = readCpuTime(stage.pids);
  // What the one has left behind must not disturb the other.
  await pause(300);
  return { loaded, cpu: before && after ? difference(before, after) : null };
}

function difference(before: CpuTime<Part>, after: CpuTime<Part>): CpuTime<Part> {
  const parts = Object.keys(after) as Part[];
  return Object.fromEntries(parts.map((part) => [part, after[part] - before[part]])) as CpuTime<Part>;
}

function nothingYet(): Growing {
  return { rates: [], events: 0, cpu: [] };
}
