// How many cores each part needs for so many journeys a second, and how long an event then takes to its first action.
//
//   node docs/scaling/simulate.mjs                       1, 100 and 10,000 journeys a second
//   node docs/scaling/simulate.mjs --journeys 500 --events 20 --batched 0.9 --full 0.6
//
// Each part is a queue with as many servers as cores: arrivals by chance, service times spread around the measured cost.

/** CPU of one core, measured: docs/benchmarks.md, "now, 3 rounds" and the runs of the ingest bench (ms). */
const COSTS = {
  journey: { worker: 14, temporal: 12.2, 'PostgreSQL of Temporal': 8.1, 'PostgreSQL of Jornada': 4.5 },
  single: { api: 1.2, 'PostgreSQL of Jornada': 0.95 },
  batched: { api: 0.095, 'PostgreSQL of Jornada': 0.086 },
};
const PARTS = ['api', 'PostgreSQL of Jornada', 'PostgreSQL of Temporal', 'temporal', 'worker'];

/** What an event passes until its first action, by part (ms of CPU): half of what the whole journey costs after it. */
const PATH = { api: 1.2, 'PostgreSQL of Jornada': 3, 'PostgreSQL of Temporal': 4, temporal: 6, worker: 7 };

const ARRIVALS = 20_000;

const options = readOptions(process.argv.slice(2));
for (const journeys of options.journeys) {
  const { events, batched, full } = options;
  const load = loadOf(journeys, events, batched);
  console.log(
    `\n${journeys} journeys/s, ${events} events each, ${batched * 100} % of these in batches; cores at most ${full * 100} % full`,
  );
  const cores = new Map(PARTS.map((part) => [part, Math.max(1, Math.ceil(load.get(part) / full))]));
  for (const part of PARTS) {
    const busy = ((load.get(part) / cores.get(part)) * 100).toFixed(0);
    console.log(
      `  ${part.padEnd(24)} ${String(cores.get(part)).padStart(5)} cores, ${busy.padStart(3)} % busy`,
    );
  }
  const { p50, p99 } = simulate(load, cores);
  console.log(
    `  event to first action: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (CPU and queues; networks and disks come on top)`,
  );
}

/** Cores' worth of work a second, by part. */
function loadOf(journeys, events, batched) {
  const perSecond = (part) =>
    journeys *
    ((COSTS.journey[part] ?? 0) +
      events * (batched * (COSTS.batched[part] ?? 0) + (1 - batched) * (COSTS.single[part] ?? 0)));
  return new Map(PARTS.map((part) => [part, perSecond(part) / 1_000]));
}

/** Draws how long each part takes, queue included, and adds the parts up. */
function simulate(load, cores) {
  const random = randomOf(1);
  const passages = PARTS.map((part) =>
    sojourns(PATH[part], load.get(part) / (PATH[part] / 1_000), cores.get(part), random),
  );
  const sums = passages[0]
    .map((_, i) => passages.reduce((sum, times) => sum + times[i], 0))
    .sort((a, b) => a - b);
  return { p50: sums[Math.floor(ARRIVALS * 0.5)], p99: sums[Math.floor(ARRIVALS * 0.99)] };
}

/**
 * One queue with several servers: arrivals at so many a second, each served for an exponential time.
 * @returns waiting and service of each (ms), in random order
 */
function sojourns(mean, perSecond, servers, random) {
  const exponential = (of) => -Math.log(1 - random()) * of;
  const free = new Float64Array(servers);
  const times = [];
  for (let at = 0; times.length < ARRIVALS; at += exponential(1_000 / perSecond)) {
    let first = 0;
    for (let i = 1; i < servers; i++) if (free[i] < free[first]) first = i;
    free[first] = Math.max(at, free[first]) + exponential(mean);
    times.push(free[first] - at);
  }
  return times;
}

function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function readOptions(args) {
  const wished = { journeys: [1, 100, 10_000], events: 10, batched: 0.8, full: 0.6 };
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i].replace('--', '');
    const value = Number(args[i + 1]);
    if (!(name in wished) || !(value >= 0))
      throw new Error(
        `what is ${args[i]} ${args[i + 1]}? ${Object.keys(wished).join(', ')}, each with a number`,
      );
    wished[name] = name === 'journeys' ? [value] : value;
  }
  return wished;
}
