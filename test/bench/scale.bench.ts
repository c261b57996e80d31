// The same things with ever more open enrollments, beside a bare workflow on the same servers: docs/benchmarks.md.
import { benchOf } from './live-bench';
import { measure } from './scale/measure';
import { HELP, readOptions } from './scale/options';
import { report } from './scale/report';
import { openSleepers } from './scale/sleepers';
import { openStage } from './stage';

/** Measures and reports; whatever happens, no process and no file is left. */
export const bench = benchOf({ help: HELP, readOptions }, async (parts, options, log) => {
  log('Starting PostgreSQL, Temporal, the control and Jornada ...');
  const stage = await openStage(parts, { apart: true, profiles: null });
  const sleepers = await parts.start('the sleepers', async () => {
    const opened = await openSleepers(stage);
    return { ...opened, stop: () => opened.close() };
  });
  return report(await measure(stage, sleepers, options, log));
});
