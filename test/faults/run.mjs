// npm run faults -- [options]: prepares the checkout, then kills everything while thousands of journeys run, and checks
// what is lost and what came twice. docs/reliability.md says what it shows.
import { createLog, prepare } from '../../apps/standalone/setup.mjs';

const log = createLog();
try {
  await prepare({ log });
  const { faults } = await import('../../dist/test/faults/faults.program.js');
  process.exit(await faults(process.argv.slice(2), { log, tell: (text) => process.stdout.write(text) }));
} catch (error) {
  const isForPeople = error.name === 'SetupError' || error.name === 'WrongOption';
  console.error(isForPeople ? [error.output, error.message].filter(Boolean).join('\n\n') : error);
  process.exit(isForPeople ? 2 : 1);
}
