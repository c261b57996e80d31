import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../apps/standalone/src/testing/eventually';
import { openRuns, type Contender } from './contender';
import type { Sink } from './sink';

/** How long the load runs before anything of it counts (ms). */
const RAMP = 1_500;

/** What may be lost at the end of a load before it is a fault (ms). */
const DRAINS_WITHIN = 30_000;

/** A load as it went, between two instants in its steady middle. */
export interface Saturation<Reading> {
  readonly runs: number;
  readonly seconds: number;
  /** What `read` said at the two instants. */
  readonly before: Reading;
  readonly after: Reading;
}

/**
 * Runs that do not count: the first hundred of a cold process are far slower.
 * @returns how many a second it took, roughly
 */
export async function warmUp(
  contender: Contender,
  sink: Sink,
  { runs, atOnce }: { readonly runs: number; readonly atOnce: number },
): Promise<number> {
  const ids = [...(await contender.prepare(runs))];
  const begun = performance.now();
  const keepOne = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) await runOne(contender, sink, id);
  };
  await Promise.all(Array.from({ length: atOnce }, keepOne));
  const seconds = (performance.now() - begun) / 1000;
  await drain(contender);
  return runs / seconds;
}

/**
 * As much as the contender takes: so many runs at once, each new one when another's action has arrived. Counts only
 * what arrives in the steady middle, when as much is under way at its end as at its beginning.
 * @param most runs a second that are prepared: more than it will take
 * @param resting runs that were there before, and stay
 */
export async function saturate<Reading>(
  contender: Contender,
  sink: Sink,
  { seconds, atOnce, most }: { readonly seconds: number; readonly atOnce: number; readonly most: number },
  read: () => Reading,
  resting = 0,
): Promise<Saturation<Reading>> {
  const ids = [...(await contender.prepare(Math.ceil((seconds + RAMP / 1000) * most)))];
  let isOver = false;
  const keepOne = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined && !isOver; id = ids.pop()) await runOne(contender, sink, id);
    if (!isOver) throw new Error('the load ran out of runs: it grew far faster since it was warmed up');
  };
  const load = Promise.all(Array.from({ length: atOnce }, keepOne));
  const measured = (async () => {
    await pause(RAMP);
    const [before, first, from] = [read(), sink.count(), performance.now()];
    await pause(seconds * 1000);
    const [after, last, to] = [read(), sink.count(), performance.now()];
    isOver = true;
    return { runs: last - first, seconds: (to - from) / 1000, before, after };
  })();
  const [result] = await Promise.all([measured, load]);
  await drain(contender, resting);
  return result;
}

/**
 * A steady, light load: so many runs begin per second, whatever becomes of the others.
 * @param resting runs that were there before, and stay
 * @returns milliseconds from each run's beginning to its action's arrival
 */
export async function trickle(
  contender: Contender,
  sink: Sink,
  { seconds, rate }: { readonly seconds: number; readonly rate: number },
  resting = 0,
): Promise<readonly number[]> {
  const ids = await contender.prepare(Math.ceil(seconds * rate));
  const start = performance.now();
  const runs = ids.map(async (id, place) => {
    await pause(start + (place * 1000) / rate - performance.now());
    return runOne(contender, sink, id);
  });
  const times = await Promise.all(runs);
  await drain(contender, resting);
  return times;
}

async function runOne(contender: Contender, sink: Sink, id: string): Promise<number> {
  const arrival = sink.arrivalOf(id);
  const begun = performance.now();
  await contender.begin(id);
  return (await within(arrival, `the action of ${id}`)) - begun;
}

/** What is closed a moment later must not disturb what is measured next. */
export async function drain(contender: Contender, resting = 0): Promise<void> {
  await eventually(
    `${contender.name} comes to rest`,
    async () => (await openRuns(contender)) <= resting,
    DRAINS_WITHIN,
  );
}

async function within<T>(coming: Promise<T>, what: string): Promise<T> {
  const patience = new AbortController();
  const lateness = pause(DRAINS_WITHIN, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`${what} did not arrive within ${DRAINS_WITHIN / 1000} s`);
  });
  try {
    return await Promise.race([coming, lateness]);
  } finally {
    patience.abort();
    lateness.catch(() => undefined);
  }
}
