import { pathToFileURL } from 'node:url';
import { createLog, prepare } from './setup/index.cjs';

export { createLog, prepare };

// As a command (npm run build): only prepare.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await prepare({ log: createLog() });
  } catch (error) {
    if (error.name !== 'SetupError') throw error;
    console.error([error.output, error.message].filter(Boolean).join('\n\n'));
    process.exitCode = 1;
  }
}
