import type { CpuTime } from './cpu-time';
import { median, quantile, shown, sum } from './figures';
import type { Part } from './stage';

/** What was measured of one contender. */
export interface Measured {
  /** Journeys a second at saturation, by round. */
  readonly rates: readonly number[];
  /** Runs in the measured part of each round, and the CPU time spent in it (ms). */
  readonly runs: readonly number[];
  readonly cpu: readonly CpuTime<Part>[];
  /** Milliseconds from the event to the first action under a light load. */
  readonly times: readonly number[];
  /** In the history of a run. */
  readonly events: number;
  /** Of SQL, BEGIN and COMMIT too: in all, and what taking an event needs that nobody listens to. */
  readonly statements: { readonly all: number; readonly ingest: number } | null;
}

/** What Jornada should reach, as a ratio to the control. */
const TARGETS = { rate: 0.9, time: 1.2 };

/** A table for people, and a last line for programs. */
export function report(
  { control, jornada }: { readonly control: Measured; readonly jornada: Measured },
  options: { readonly rate: number; readonly apart: boolean },
): string {
  const rate = row(control, jornada, ({ rates }) => median(rates));
  // Each round against its neighbour: what else the machine does disturbs both alike.
  rate.ratio = median(jornada.rates.map((value, round) => value / (control.rates[round] ?? Number.NaN)));
  const p50 = row(control, jornada, ({ times }) => quantile(times, 0.5));
  const p95 = row(control, jornada, ({ times }) => quantile(times, 0.95));
  const p99 = row(control, jornada, ({ times }) => quantile(times, 0.99));
  const events = row(control, jornada, (one) => one.events);
  const parts: readonly Part[] = ['bench', 'api', 'worker', 'controlWorker', 'temporal', 'postgres'];
  const told = options.apart ? parts : parts.filter((part) => part !== 'api');
  const cpu = told.map((part) => [part, row(control, jornada, (one) => cpuOf(one, part))] as const);
  const whole = row(control, jornada, (one) => sum(told.map((part) => cpuOf(one, part))));
  const { all: statements, ingest } = jornada.statements ?? { all: Number.NaN, ingest: Number.NaN };
  const statementsBeyondIngest = statements - ingest;
  const lines = [
    line('', 'control', 'jornada', 'ratio', 'target'),
    line('journeys/s at saturation', ...cells(rate), `at least ${TARGETS.rate}`),
    line(`event → first action at ${options.rate}/s, p50 ms`, ...cells(p50), `at most ${TARGETS.time}`),
    line('  p95 ms', ...cells(p95), ''),
    line('  p99 ms', ...cells(p99), `at most ${TARGETS.time}`),
    line('events in the history of a run', ...cells(events), ''),
    line('SQL statements a journey', '', text(statements), '', ''),
    line('  beyond ingest', '', text(statementsBeyondIngest), '', ''),
    line('CPU ms a journey at saturation', ...cells(whole), ''),
    ...cpu.map(([part, { a, b }]) => line(`  ${nameOf(part, options.apart)}`, text(a), text(b), '', '')),
  ];
  const json = {
    bench: 'journeys',
    ratioToControl: shown(rate.ratio),
    p50Ratio: shown(p50.ratio),
    p95Ratio: shown(p95.ratio),
    p99Ratio: shown(p99.ratio),
    cpuRatio: shown(whole.ratio),
    met: rate.ratio >= TARGETS.rate && p50.ratio <= TARGETS.time && p99.ratio <= TARGETS.time,
    rounds: { control: control.rates.map(shown), jornada: jornada.rates.map(shown) },
    control: figuresOf(control, told),
    jornada: {
      ...figuresOf(jornada, told),
      ...{ statements: shown(statements), statementsBeyondIngest: shown(statementsBeyondIngest) },
    },
    apart: options.apart,
  };
  return `${lines.join('\n')}\n\n${JSON.stringify(json)}\n`;
}

interface Row {
  readonly a: number;
  readonly b: number;
  ratio: number;
}

function row(control: Measured, jornada: Measured, of: (one: Measured) => number): Row {
  const [a, b] = [of(control), of(jornada)];
  return { a, b, ratio: b / a };
}

function cpuOf({ cpu, runs }: Measured, part: Part): number {
  return sum(cpu.map((one) => one[part])) / (cpu.length === 0 ? Number.NaN : sum(runs));
}

function figuresOf(one: Measured, parts: readonly Part[]): object {
  return {
    perSecond: shown(median(one.rates)),
    p50: shown(quantile(one.times, 0.5)),
    p95: shown(quantile(one.times, 0.95)),
    p99: shown(quantile(one.times, 0.99)),
    historyEvents: shown(one.events),
    cpuMs: Object.fromEntries(parts.map((part) => [part, shown(cpuOf(one, part))])),
  };
}

function nameOf(part: Part, apart: boolean): string {
  const names: Readonly<Record<Part, string>> = {
    bench: 'this bench: clients and sink',
    api: 'api',
    worker: apart ? 'worker' : 'api and worker',
    controlWorker: "the control's worker",
    temporal: 'Temporal',
    postgres: 'PostgreSQL, of Jornada and of Temporal',
  };
  return names[part];
}

function cells({ a, b, ratio }: Row): [string, string, string] {
  return [text(a), text(b), Number.isFinite(ratio) ? ratio.toFixed(2) : '-'];
}

function text(value: number): string {
  const figure = shown(value);
  return figure === null ? '-' : String(figure);
}

function line(name: string, ...values: readonly string[]): string {
  return [name.padEnd(44), ...values.map((value) => value.padStart(14))].join('').trimEnd();
}
