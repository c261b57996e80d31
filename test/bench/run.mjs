// npm run bench -- NAME [options]: prepares the checkout, then measures one thing on the real servers.
//
//   npm run bench -- journeys --seconds 10 --rounds 3 --rate 10
//
// Ends with one line of JSON. What the figures mean: docs/benchmarks.md.
import { createLog, prepare } from '../../apps/standalone/setup.mjs';

const benches = { journeys: '../../dist/test/bench/journeys.bench.js' };
const [name = '', ...options] = process.argv.slice(2);
const file = Object.hasOwn(benches, name) ? benches[name] : null;

if (file === null) {
  console.error(`Say what to measure: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exit(2);
}
try {
  await prepare({ log: createLog() });
  const { bench } = await import(file);
  process.exitCode = await bench(options);
} catch (error) {
  const isForPeople = error.name === 'SetupError';
  console.error(isForPeople ? [error.output, error.message].filter(Boolean).join('\n\n') : error);
  process.exitCode = 1;
}
