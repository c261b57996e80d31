// The same things with ever more open enrollments, beside a bare workflow on the same servers: docs/benchmarks.md.
import type { Log } from '../../apps/standalone/src/setup';
import { liveBench } from './live-bench';
import { measure } from './scale/measure';
import { HELP, readOptions } from './scale/options';
import { report } from './scale/report';
import { openSleepers } from './scale/sleepers';
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
    const stage = await openStage(parts, { apart: true, profiles: null });
    const sleepers = await parts.start('the sleepers', async () => {
      const opened = await openSleepers(stage);
      return { ...opened, stop: () => opened.close() };
    });
    process.stdout.write(report(await measure(stage, sleepers, options, log)));
    return 0;
  });
}
