// npm run bench -- NAME [options]: prepares the checkout, then measures one thing on the real servers.
// What is measured, how, and what came out: docs/benchmarks.md.
import { createLog, prepare } from '../../apps/standalone/setup.mjs';

const benches = {
  journeys: {
    what: 'journeys end to end, event to e-mail, beside a bare Temporal workflow on the same servers',
    file: '../../dist/test/bench/journeys.bench.js',
  },
  interpreter: {
    what: 'simulated runs a second on one core, beside the same journey written by hand; checks of a thousand steps',
    file: '../../dist/test/bench/interpreter.bench.js',
  },
  scale: {
    what: 'a thousand, ten thousand, a hundred thousand open enrollments: what each costs, beside a bare workflow',
    file: '../../dist/test/bench/scale.bench.js',
  },
  render: {
    what: 'messages rendered a second, beside the same with Liquid parsed, and with MJML compiled, for each',
    file: '../../dist/test/bench/render.bench.js',
  },
  ingest: {
    what: 'events over HTTP, singly and in batches, beside bare INSERTs of the same rows',
    file: '../../dist/test/bench/ingest.bench.js',
  },
};
const help = `npm run bench -- NAME [options]

${Object.entries(benches)
  .map(([name, { what }]) => `  ${name.padEnd(12)} ${what}`)
  .join('\n')}

npm run bench -- NAME --help shows its options. Every bench ends with one line of JSON.`;

const [name = '--help', ...options] = process.argv.slice(2);
if (name === '--help' || name === 'help') {
  console.log(help);
  process.exit(0);
}
if (!Object.hasOwn(benches, name)) {
  console.error(`There is no bench called '${name}'.\n\n${help}`);
  process.exit(2);
}
// Standard output is for figures.
const log = createLog(process.stderr);
try {
  await prepare({ log });
  const { bench } = await import(benches[name].file);
  process.exit(await bench(options, { log }));
} catch (error) {
  const isForPeople = error.name === 'SetupError' || error.name === 'WrongOption';
  console.error(isForPeople ? [error.output, error.message].filter(Boolean).join('\n\n') : error);
  process.exit(isForPeople ? 2 : 1);
}
