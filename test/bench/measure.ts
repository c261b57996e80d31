import type { Log } from '../../apps/standalone/src/setup';
import { eventsOfRun, type Contender } from './contender';
import { countStatements } from './count-statements';
import { readCpuTime, type CpuTime } from './cpu-time';
import { median, sum } from './figures';
import type { Options } from './journeys.options';
import { drain, saturate, trickle, warmUp } from './load';
import type { Measured } from './report';
import type { Part, Stage } from './stage';

/** Runs of each contender before anything counts. */
const WARM_UP = 300;

/** Runs whose SQL statements are counted. */
const COUNTED = 20;

type Growing = { -readonly [Key in keyof Measured]: Measured[Key] } & {
  rates: number[];
  runs: number[];
  cpu: CpuTime<Part>[];
  times: number[];
  halfTimes: number[];
};

/** Measures the contenders, turn by turn. @throws Error where an action arrived twice, or not at all */
export async function measure(
  stage: Stage,
  options: Options,
  log: Log,
): Promise<{ readonly [Name in Contender['name']]: Measured }> {
  const { sink } = stage;
  const contenders = [stage.control, stage.textbook, stage.jornada];
  const measured = { control: nothingYet(), textbook: nothingYet(), jornada: nothingYet() };
  const most = { control: 0, textbook: 0, jornada: 0 };
  for (const one of contenders) {
    log(`Warming up ${one.name} ...`);
    most[one.name] = 2 * (await warmUp(one, sink, { runs: WARM_UP, atOnce: options.atOnce })) + 20;
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of contenders) {
      const load = { seconds: options.seconds, atOnce: options.atOnce, most: most[one.name] };
      const { runs, seconds, before, after } = await saturate(one, sink, load, () => readCpuTime(stage.pids));
      log(`Round ${round} of ${options.rounds}, ${one.name}: ${(runs / seconds).toFixed(1)} journeys/s`);
      measured[one.name].rates.push(runs / seconds);
      measured[one.name].runs.push(runs);
      if (before && after) measured[one.name].cpu.push(difference(before, after));
    }
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of contenders) {
      log(`Round ${round} of ${options.rounds}, ${one.name} at ${options.rate}/s ...`);
      measured[one.name].times.push(...(await trickle(one, sink, options)));
      const rate = median(measured[one.name].rates) / 2;
      log(`Round ${round} of ${options.rounds}, ${one.name} at half of what it takes ...`);
      measured[one.name].halfTimes.push(...(await trickle(one, sink, { seconds: options.seconds, rate })));
    }
  }
  log('Counting events and SQL statements ...');
  for (const one of contenders) measured[one.name].events = await eventsOfRun(one);
  measured.jornada.statements = await statementsOfJourney(stage);
  if (sink.repeats() > 0) throw new Error(`${sink.repeats()} actions arrived more than once`);
  return measured;
}

/** SQL statements of an event that enters a journey; and how many of them the event that nobody listens to takes too. */
async function statementsOfJourney({ jornada, postgres, sink }: Stage): Promise<Measured['statements']> {
  const ids = await jornada.prepare(2 * COUNTED);
  const [heard, unheard] = [ids.slice(COUNTED), ids.slice(0, COUNTED)];
  const all = await countStatements(postgres, async () => {
    // One after the other: events that come at once share their statements.
    for (const id of heard) {
      await jornada.begin(id);
      await sink.arrivalOf(id);
    }
    await drain(jornada);
  });
  const ingest = await countStatements(postgres, async () => {
    for (const id of unheard) await jornada.trackUnheard(id);
  });
  return { all: perJourney(all), ingest: perJourney(ingest) };
}

/** What is not of every journey is the sweepers', now and then: it rounds to nothing. */
function perJourney(statements: ReadonlyMap<string, number>): number {
  return sum([...statements.values()].map((times) => Math.round(times / COUNTED)));
}

function difference(before: CpuTime<Part>, after: CpuTime<Part>): CpuTime<Part> {
  const parts = Object.keys(after) as Part[];
  return Object.fromEntries(parts.map((part) => [part, after[part] - before[part]])) as CpuTime<Part>;
}

function nothingYet(): Growing {
  return { rates: [], runs: [], cpu: [], times: [], halfTimes: [], events: Number.NaN, statements: null };
}
