// Journeys end to end beside a bare workflow, in alternating rounds on the same servers: docs/benchmarks.md.
import type { Log } from '../../apps/standalone/src/setup';
import { HELP, readOptions } from './journeys.options';
import { liveBench } from './live-bench';
import { measure } from './measure';
import { report } from './report';
import { openStage } from './stage';

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
  return liveBench(log, async (parts) => {
    log('Starting PostgreSQL, Temporal, the control and Jornada ...');
    const stage = await openStage(parts, options);
    process.stdout.write(report(await measure(stage, options, log), options));
    return 0;
  });
}
