// Journeys end to end beside a bare workflow, in alternating rounds on the same servers: docs/benchmarks.md.
import { parseArgs } from 'node:util';
import { eventsOfRun, type Contender } from './contender';
import { countStatements } from './count-statements';
import { readCpuTime, type CpuTime } from './cpu-time';
import { sum } from './figures';
import { saturate, trickle, warmUp } from './load';
import { report, type Measured } from './report';
import { openStage, type Part, type Stage } from './stage';

/** Runs of each contender before anything counts. */
const WARM_UP = 300;

/** Runs whose SQL statements are counted. */
const COUNTED = 20;

interface Options {
  readonly seconds: number;
  readonly rounds: number;
  readonly rate: number;
  readonly atOnce: number;
  readonly together: boolean;
  readonly profiles: string | null;
}

/** Measures and reports; the last line is JSON. @returns the exit code */
export async function bench(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const stage = await openStage(options);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'));
  });
  try {
    const measured = await Promise.race([measure(stage, options), interrupted]);
    if (measured === 'interrupted') return 130;
    process.stdout.write(report(measured, options));
    return 0;
  } finally {
    await stage.close();
  }
}

async function measure(
  stage: Stage,
  options: Options,
): Promise<{ readonly [Name in Contender['name']]: Measured }> {
  const { sink } = stage;
  const contenders = [stage.control, stage.jornada];
  const measured = { control: nothingYet(), jornada: nothingYet() };
  const most = { control: 0, jornada: 0 };
  for (const one of contenders) {
    say(`warming up ${one.name}`);
    most[one.name] = 2 * (await warmUp(one, sink, { runs: WARM_UP, atOnce: options.atOnce })) + 20;
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of contenders) {
      const { name } = one;
      const load = { seconds: options.seconds, atOnce: options.atOnce, most: most[name] };
      const { runs, seconds, before, after } = await saturate(one, sink, load, () => readCpuTime(stage.pids));
      say(`round ${round}, ${name}: ${(runs / seconds).toFixed(1)} journeys/s`);
      measured[name].rates.push(runs / seconds);
      measured[name].runs.push(runs);
      if (before && after) measured[name].cpu.push(difference(before, after));
    }
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of contenders) {
      say(`round ${round}, ${one.name} at ${options.rate}/s`);
      measured[one.name].times.push(...(await trickle(one, sink, options)));
    }
  }
  for (const one of contenders) measured[one.name].events = await eventsOfRun(one);
  measured.jornada.statements = await statementsOfJourney(stage);
  if (sink.repeats() > 0) throw new Error(`${sink.repeats()} actions arrived more than once`);
  return measured;
}

/** SQL statements of an event that enters a journey, without those of the same event that nobody listens to. */
async function statementsOfJourney({ jornada, postgres, sink }: Stage): Promise<number> {
  const ids = await jornada.prepare(2 * COUNTED);
  const [heard, unheard] = [ids.slice(COUNTED), ids.slice(0, COUNTED)];
  const all = await countStatements(postgres, async () => {
    await Promise.all(heard.map((id) => jornada.begin(id).then(() => sink.arrivalOf(id))));
  });
  const ingest = await countStatements(postgres, async () => {
    await Promise.all(unheard.map((id) => jornada.trackUnheard(id)));
  });
  if (process.env['BENCH_STATEMENTS'] !== undefined) say(JSON.stringify([[...all], [...ingest]], null, 1));
  return (sum([...all.values()]) - sum([...ingest.values()])) / COUNTED;
}

function difference(before: CpuTime<Part>, after: CpuTime<Part>): CpuTime<Part> {
  const parts = Object.keys(after) as Part[];
  return Object.fromEntries(parts.map((part) => [part, after[part] - before[part]])) as CpuTime<Part>;
}

function nothingYet(): { -readonly [Key in keyof Measured]: Measured[Key] } & {
  rates: number[];
  runs: number[];
  cpu: CpuTime<Part>[];
  times: number[];
} {
  return { rates: [], runs: [], cpu: [], times: [], events: Number.NaN, statements: Number.NaN };
}

function readOptions(args: readonly string[]): Options {
  const text = (value: string): { type: 'string'; default: string } => ({ type: 'string', default: value });
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: text('10'),
      rounds: text('3'),
      rate: text('10'),
      'at-once': text('48'),
      together: { type: 'boolean', default: false },
      profiles: { type: 'string' },
    },
  });
  return {
    seconds: numberOf('seconds', values.seconds, 1, 600),
    rounds: numberOf('rounds', values.rounds, 1, 100),
    rate: numberOf('rate', values.rate, 1, 1_000),
    atOnce: numberOf('at-once', values['at-once'], 1, 1_000),
    together: values.together,
    profiles: values.profiles ?? null,
  };
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} is a whole number from ${least} to ${most}, as in --${name} ${least}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
