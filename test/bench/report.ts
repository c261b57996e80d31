import type { Contender } from './contender';
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
  /** The same at half of its own saturation. */
  readonly halfTimes: readonly number[];
  /** In the history of a run. */
  readonly events: number;
  /** Of SQL, BEGIN and COMMIT too: in all, and what taking an event needs that nobody listens to. */
  readonly statements: { readonly all: number; readonly ingest: number } | null;
}

/** What Jornada should reach: a share of the control's rate, times as long at most, times the textbook's rate. */
const TARGETS = { rate: 0.9, time: 1.2, textbook: 3 };

/** What was measured of all of them. */
export type AllMeasured = { readonly [Name in Contender['name']]: Measured };

/** A table for people, and a last line for programs. */
export function report(
  all: AllMeasured,
  options: { readonly rate: number; readonly apart: boolean },
): string {
  const { control, textbook, jornada } = all;
  const ratioToControl = rateBeside(control, jornada);
  const ratioToTextbook = rateBeside(textbook, jornada);
  const told = PARTS.filter((part) => options.apart || part !== 'api');
  const whole = rowOf(all, (one) => sum(told.map((part) => cpuOf(one, part))));
  const light = timesOf(all, ({ times }) => times);
  const half = timesOf(all, ({ halfTimes }) => halfTimes);
  const { all: statements, ingest } = jornada.statements ?? { all: Number.NaN, ingest: Number.NaN };
  const statementsBeyondIngest = statements - ingest;
  const rates = { ...rowOf(all, ({ rates }) => median(rates)), ratio: ratioToControl };
  const lines = [
    line('', 'control', 'textbook', 'jornada', 'to control', 'target'),
    line('journeys/s at saturation', ...cells(rates), `at least ${TARGETS.rate}`),
    line('  to the textbook', '', '', '', text(ratioToTextbook), `at least ${TARGETS.textbook}`),
    ...linesOf(`event → first action at ${options.rate}/s`, light, `at most ${TARGETS.time}`),
    ...linesOf('the same at half of its saturation', half, ''),
    line('events in the history of a run', ...cells(rowOf(all, ({ events }) => events)), ''),
    line('SQL statements a journey', '', '', text(statements), '', ''),
    line('  beyond ingest', '', '', text(statementsBeyondIngest), '', ''),
    line('CPU ms a journey at saturation', ...cells(whole), ''),
    ...told.map((part) => {
      const { control: a, textbook: b, jornada: c } = rowOf(all, (one) => cpuOf(one, part));
      return line(`  ${nameOf(part, options.apart)}`, text(a), text(b), text(c), '', '');
    }),
  ];
  const figures = ofEach((one) => figuresOf(one, told));
  const json = {
    bench: 'journeys',
    ratioToControl: shown(ratioToControl),
    ratioToTextbook: shown(ratioToTextbook),
    p50Ratio: shown(light.p50.ratio),
    p95Ratio: shown(light.p95.ratio),
    p99Ratio: shown(light.p99.ratio),
    cpuRatio: shown(whole.ratio),
    met: {
      control: ratioToControl >= TARGETS.rate,
      textbook: ratioToTextbook >= TARGETS.textbook,
      times: light.p50.ratio <= TARGETS.time && light.p99.ratio <= TARGETS.time,
    },
    rounds: ofEach(({ rates: ofRounds }) => ofRounds.map(shown)),
    ...figures,
    jornada: {
      ...figures.jornada,
      ...{ statements: shown(statements), statementsBeyondIngest: shown(statementsBeyondIngest) },
    },
    apart: options.apart,
  };
  return `${lines.join('\n')}\n\n${JSON.stringify(json)}\n`;

  function ofEach<Value>(of: (one: Measured) => Value): { readonly [Name in Contender['name']]: Value } {
    return { control: of(control), textbook: of(textbook), jornada: of(jornada) };
  }
}

const PARTS: readonly Part[] = [
  ...(['bench', 'api', 'worker', 'controlWorker', 'textbookWorker'] as const),
  ...(['temporal', 'postgres'] as const),
];

/** One figure of all of them; and what Jornada's is to the control's. */
type Row = { readonly [Name in Contender['name']]: number } & { readonly ratio: number };

function rowOf({ control, textbook, jornada }: AllMeasured, of: (one: Measured) => number): Row {
  const [a, b, c] = [of(control), of(textbook), of(jornada)];
  return { control: a, textbook: b, jornada: c, ratio: c / a };
}

/** Each round against its neighbour, the median: what else the machine does disturbs both alike. */
function rateBeside(other: Measured, jornada: Measured): number {
  return median(jornada.rates.map((rate, round) => rate / (other.rates[round] ?? Number.NaN)));
}

interface Times {
  readonly p50: Row;
  readonly p95: Row;
  readonly p99: Row;
}

function timesOf(all: AllMeasured, of: (one: Measured) => readonly number[]): Times {
  const at = (share: number): Row => rowOf(all, (one) => quantile(of(one), share));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function linesOf(name: string, { p50, p95, p99 }: Times, target: string): readonly string[] {
  return [
    line(`${name}, p50 ms`, ...cells(p50), target),
    line('  p95 ms', ...cells(p95), ''),
    line('  p99 ms', ...cells(p99), target),
  ];
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
    half: [0.5, 0.95, 0.99].map((share) => shown(quantile(one.halfTimes, share))),
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
    textbookWorker: "the textbook's worker",
    temporal: 'Temporal',
    postgres: 'PostgreSQL, of Jornada and of Temporal',
  };
  return names[part];
}

function cells({ control, textbook, jornada, ratio }: Row): [string, string, string, string] {
  return [text(control), text(textbook), text(jornada), Number.isFinite(ratio) ? ratio.toFixed(2) : '-'];
}

function text(value: number): string {
  const figure = shown(value);
  return figure === null ? '-' : String(figure);
}

function line(name: string, ...values: readonly string[]): string {
  return [name.padEnd(44), ...values.map((value) => value.padStart(14))].join('').trimEnd();
}
