// The interpreter alone, on one core: docs/benchmarks.md.
import { checkJourney, readJourney, type Surroundings } from '#journey';
import { cartJourney, passByHand, passByInterpreter } from './cart.subject';
import { median } from './figures';

const ROUNDS = 7;
const ROUND_MS = 1_000;
const STEPS = 1_000;

/** How often the long journey is checked: as in a process that has been up for a while, where the first check of all is slower. */
const CHECKS = 25;

/** What is to be reached: simulated runs a second, and milliseconds for a check of a thousand steps. */
const TARGET = { runsPerSecond: 50_000, checkMs: 100 };

/** Measures and reports; the last line of the standard output is JSON. @returns the exit code */
export function bench(): Promise<number> {
  const journey = cartJourney();
  const [byHand, byInterpreter] = [passByHand(), passByInterpreter(journey)];
  if (byHand.join() !== byInterpreter.join())
    throw new Error(`not the same passage: ${byHand.join()} / ${byInterpreter.join()}`);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    runs: perSecond(() => passByInterpreter(journey)),
    control: perSecond(passByHand),
  }));
  const firstCheckMs = cpuMsOf(checkThousandSteps());
  const checks = Array.from({ length: CHECKS }, () => cpuMsOf(checkThousandSteps()));
  const [runs, control] = [median(rounds.map((one) => one.runs)), median(rounds.map((one) => one.control))];
  const checkMs = median(checks);
  const figures = {
    runsPerSecond: Math.round(runs),
    controlPerSecond: Math.round(control),
    microsPerRun: round(1_000_000 / runs),
    microsPerControl: round(1_000_000 / control),
    firstCheckMs: round(firstCheckMs),
    checkMs: round(checkMs),
    met: { runs: runs >= TARGET.runsPerSecond, check: checkMs < TARGET.checkMs },
    rounds: rounds.map((one) => [Math.round(one.runs), Math.round(one.control)]),
  };
  process.stdout.write(
    `simulated runs a second  ${figures.runsPerSecond}\nwritten by hand          ${figures.controlPerSecond}\ncheck of ${STEPS} steps, ms  ${figures.checkMs}\n`,
  );
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return Promise.resolve(0);
}

/** How often something can be done in a second of CPU time: what else the machine does is not counted. */
function perSecond(work: () => unknown): number {
  const begun = performance.now();
  let done = 0;
  const took = cpuMsOf(() => {
    for (; performance.now() - begun < ROUND_MS; done += 100) {
      for (let once = 0; once < 100; once += 1) work();
    }
  });
  return (done * 1_000) / took;
}

/** The CPU time that some work takes (ms). */
function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Reads and checks a journey of as many steps as there may be: questions, messages and waits in a row. */
function checkThousandSteps(): () => unknown {
  const plan = { field: 'profile.plan', op: 'eq', value: 'vip' };
  const stepAt = (place: number): object => {
    const next = place + 1 < STEPS ? `s${place + 1}` : null;
    if (place % 3 === 0) return { kind: 'wait', for: '1h', next };
    if (place % 3 === 1) return { kind: 'email', template: 'cart', topic: 'offers', next };
    return {
      kind: 'branch',
      paths: [{ name: 'vip', if: { all: [plan, { not: { did: 'Left' } }] }, next }],
      otherwise: next,
    };
  };
  const steps = Object.fromEntries(Array.from({ length: STEPS }, (_, place) => [`s${place}`, stepAt(place)]));
  const document = { key: 'long', name: 'Long', trigger: { event: 'Begun' }, start: 's0', steps };
  const workspace: Surroundings = {
    templates: new Set(['cart']),
    topics: new Set(['offers']),
    journeys: new Set<string>(),
    audiences: new Set<string>(),
    contents: new Map(),
    events: new Set(['Begun', 'Left']),
    now: 0,
  };
  return () => {
    const reading = readJourney(document);
    if (reading.kind !== 'journey') throw new Error(reading.problems[0]?.sentence ?? '');
    const problems = checkJourney(reading.journey, workspace);
    if (problems.length > 0) throw new Error(problems[0]?.sentence ?? '');
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
