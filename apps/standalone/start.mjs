// npm start: brings the checkout to where it can run, whatever its state, and runs everything.
import { createLog, prepare } from './setup.mjs';

const log = createLog();
try {
  await prepare({ log });
  const { main } = await import('../../dist/apps/standalone/src/main.js');
  process.exit(await main({ log }));
} catch (error) {
  const isForPeople = error.name === 'SetupError' || error.name === 'ConfigError';
  console.error(isForPeople ? [error.output, error.message].filter(Boolean).join('\n\n') : error);
  process.exit(1);
}
