import { median, quantile, shown } from '../figures';

/** What was measured with so many open enrollments. */
export interface Level {
  readonly open: number;
  /** What each enrollment opened since the level before takes on disk, Jornada's and Temporal's part together. */
  readonly bytesEach: number;
  readonly control: { readonly perSecond: number; readonly cpuMs: number };
  readonly jornada: { readonly perSecond: number; readonly cpuMs: number };
  /** From an event that ends a run to its acknowledgement (ms). */
  readonly exitMs: number;
  readonly startUpMs: { readonly api: number; readonly worker: number };
}

/** Many timers due at one instant. */
export interface Burst {
  readonly timers: number;
  readonly drainSeconds: number;
  /** From fresh events to their first action (ms): before, and meanwhile. */
  readonly quiet: readonly number[];
  readonly busy: readonly number[];
}

export interface Scaled {
  readonly levels: readonly Level[];
  readonly burst: Burst;
}

/** How much a figure may grow from the first level to the last. */
const MOST_GROWTH = 1.1;

/** A table for people, and a last line for programs. */
export function report({ levels, burst }: Scaled): string {
  const figures: readonly (readonly [name: string, of: (level: Level) => number])[] = [
    ['CPU ms a journey', ({ jornada }) => jornada.cpuMs],
    ['  beside the control', ({ control, jornada }) => jornada.cpuMs / control.cpuMs],
    ['journeys/s at saturation', ({ jornada }) => jornada.perSecond],
    ['  beside the control', ({ control, jornada }) => jornada.perSecond / control.perSecond],
    ['event → exit acknowledged, p50 ms', ({ exitMs }) => exitMs],
    ['start-up of the API, ms', ({ startUpMs }) => startUpMs.api],
    ['start-up of the worker, ms', ({ startUpMs }) => startUpMs.worker],
    ['bytes an open enrollment', ({ bytesEach }) => bytesEach],
  ];
  const growthOf = (of: (level: Level) => number): number => {
    const [first, last] = [levels[0], levels.at(-1)];
    return first && last ? of(last) / of(first) : Number.NaN;
  };
  // Against the control's own growth: what else the machine does meanwhile disturbs both alike.
  const growth = {
    cost: growthOf(({ control, jornada }) => jornada.cpuMs / control.cpuMs),
    exit: growthOf(({ exitMs }) => exitMs),
    startUpApi: growthOf(({ startUpMs }) => startUpMs.api),
    startUpWorker: growthOf(({ startUpMs }) => startUpMs.worker),
    bytes: growthOf(({ bytesEach }) => bytesEach),
  };
  const lines = [
    line('open enrollments', [...levels.map(({ open }) => String(open)), 'growth']),
    ...figures.map(([name, of]) =>
      line(name, [...levels.map((level) => text(of(level))), growthOf(of).toFixed(2)]),
    ),
    '',
    `${burst.timers} timers due at one instant: worked off in ${text(burst.drainSeconds)} s; fresh events meanwhile`,
    `  p50 ${text(median(burst.busy))} ms, p99 ${text(quantile(burst.busy, 0.99))} ms;` +
      ` before it p50 ${text(median(burst.quiet))} ms, p99 ${text(quantile(burst.quiet, 0.99))} ms`,
  ];
  const json = {
    bench: 'scale',
    levels: levels.map(({ open }) => open),
    ratioToControl: levels.map(({ control, jornada }) => shown(jornada.perSecond / control.perSecond)),
    growth: Object.fromEntries(Object.entries(growth).map(([name, value]) => [name, shown(value)])),
    met: Object.values(growth).every((value) => value <= MOST_GROWTH),
    bytesEach: levels.map(({ bytesEach }) => shown(bytesEach)),
    burst: {
      ...{ timers: burst.timers, drainSeconds: shown(burst.drainSeconds) },
      quiet: [0.5, 0.99].map((share) => shown(quantile(burst.quiet, share))),
      busy: [0.5, 0.99].map((share) => shown(quantile(burst.busy, share))),
    },
  };
  return `${lines.join('\n')}\n\n${JSON.stringify(json)}\n`;
}

function text(value: number): string {
  const figure = shown(value);
  return figure === null ? '-' : String(figure);
}

function line(name: string, values: readonly string[]): string {
  return [name.padEnd(36), ...values.map((value) => value.padStart(12))].join('').trimEnd();
}
