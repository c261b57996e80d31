// Journeys end to end beside a bare workflow, in alternating rounds on the same servers: docs/benchmarks.md.
import { RunningParts } from '../../apps/standalone/src/running-parts';
import type { Log } from '../../apps/standalone/src/setup';
import { onStopSignals } from '../../apps/standalone/src/stop-signals';
import { HELP, readOptions, type Options } from './journeys.options';
import { measure } from './measure';
import { report } from './report';
import { openStage } from './stage';

/** What a process ends with that was interrupted. */
const INTERRUPTED = 130;

/**
 * Measures and reports; the last line of the standard output is JSON. Whatever happens, no process and no file is left.
 * @returns the exit code
 * @throws WrongOption
 */
export async function bench(args: readonly string[], { log }: { readonly log: Log }): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    process.stdout.write(HELP);
    return 0;
  }
  let tell: (exitCode: number) => void = () => undefined;
  const told = new Promise<number>((resolve) => (tell = resolve));
  const parts = new RunningParts(log, (sentence) => {
    log(sentence);
    tell(1);
  });
  onStopSignals(
    () => tell(INTERRUPTED),
    () => {
      parts.kill();
      process.exit(INTERRUPTED);
    },
  );
  process.on('exit', () => parts.kill());
  try {
    return await Promise.race([run(parts, options, log), told]);
  } finally {
    await parts.stop();
  }
}

async function run(parts: RunningParts, options: Options, log: Log): Promise<number> {
  log('Starting PostgreSQL, Temporal, the control and Jornada ...');
  const stage = await openStage(parts, options);
  process.stdout.write(report(await measure(stage, options, log), options));
  return 0;
}
