// What `jornada` runs: apps/cli/jornada.mjs begins here.
import { runCommandLine } from './command-line';
import { processTerminal } from './terminal/terminal';

/** Carries out the command that this process was started with. */
export async function main(): Promise<void> {
  // A reader that has seen enough, such as `head`, closes the pipe: then there is nobody to tell anything.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 5));
  process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
}
