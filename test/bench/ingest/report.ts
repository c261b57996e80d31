import { median, quantile, shown, sum } from '../figures';
import type { Part } from '../stage';
import type { Measured, Rates, Way } from './measure';
import type { Options } from './options';

/** What Jornada should reach: events a second as a ratio to the control, and the time of an answer (ms). */
const TARGETS = { ratio: 0.5, p99: 100 };
const PARTS: readonly Part[] = ['bench', 'api', 'worker', 'temporal', 'postgres'];

/** A table for people, and a last line for programs. */
export function report({ batches, singles, stored, woken }: Measured, options: Options): string {
  const of = { batches: figuresOf(batches), singles: figuresOf(singles) };
  const json = {
    bench: 'ingest',
    ...{ profiles: options.profiles, journeys: options.journeys, waiting: options.waiting },
    met:
      (of.batches.ratioToControl ?? 0) >= TARGETS.ratio &&
      Math.max(of.batches.p99 ?? 0, of.singles.p99 ?? 0) < TARGETS.p99,
    ...of,
    workedOff: { ...stored, woken: woken.woken, wakingSeconds: shown(woken.seconds) },
  };
  const row = (name: string, pick: (way: Way) => number): string =>
    `${name.padEnd(44)}${[batches, singles].map((way) => String(shown(pick(way))).padStart(12)).join('')}`;
  const lines = [
    `${''.padEnd(44)}${`${options.batch} a call`.padStart(12)}${'1 a call'.padStart(12)}`,
    row('events/s, bare INSERTs', ({ control }) => median(control.rates)),
    row('events/s, Jornada', ({ jornada }) => median(jornada.rates)),
    row(`ratio (for batches at least ${TARGETS.ratio})`, ratioOf),
    row('answer at half of that rate, p50 ms', ({ times }) => quantile(times, 0.5)),
    row(`  p99 ms (below ${TARGETS.p99})`, ({ times }) => quantile(times, 0.99)),
    row('CPU µs an event, bare INSERTs: PostgreSQL', ({ control }) => cpuOf(control, 'postgres')),
    ...PARTS.map((part) => row(`CPU µs an event, Jornada: ${part}`, ({ jornada }) => cpuOf(jornada, part))),
    `accepted ${stored.sent} events: stored ${stored.events}; ${stored.entering} were to enter a journey: ${stored.begun} did; ${woken.woken} woken`,
  ];
  return `${lines.join('\n')}\n\n${JSON.stringify(json)}\n`;
}

/** Each round against its neighbour: what else the machine does disturbs both alike. */
function ratioOf({ control, jornada }: Way): number {
  return median(jornada.rates.map((rate, round) => rate / (control.rates[round] ?? Number.NaN)));
}

function cpuOf({ cpu, events }: Rates, part: Part): number {
  return cpu.length === 0 ? Number.NaN : (sum(cpu.map((one) => one[part])) * 1000) / events;
}

function figuresOf(way: Way) {
  const { control, jornada, times } = way;
  return {
    ratioToControl: shown(ratioOf(way)),
    ...{ p50: shown(quantile(times, 0.5)), p99: shown(quantile(times, 0.99)) },
    control: {
      perSecond: shown(median(control.rates)),
      rounds: control.rates.map(shown),
      cpuMicros: cpusOf(control),
    },
    jornada: {
      perSecond: shown(median(jornada.rates)),
      rounds: jornada.rates.map(shown),
      cpuMicros: cpusOf(jornada),
    },
  };
}

function cpusOf(rates: Rates): object {
  return Object.fromEntries(PARTS.map((part) => [part, shown(cpuOf(rates, part))]));
}
