// npm start: brings the checkout to where it can run, whatever its state, and runs everything.
import { createLog, prepare } from './setup.mjs';

const log = createLog();
try {
  await prepare({ log });
  const { main } = await import('../../dist/apps/standalone/src/main.js');
  await main({ log });
} catch (error) {
  if (error.name !== 'SetupError') throw error;
  console.error([error.output, error.message].filter(Boolean).join('\n\n'));
  process.exitCode = 1;
}
