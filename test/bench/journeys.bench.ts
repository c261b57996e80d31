// Journeys end to end beside a bare workflow, in alternating rounds on the same servers: docs/benchmarks.md.
import { HELP, readOptions } from './journeys.options';
import { benchOf } from './live-bench';
import { measure } from './measure';
import { report } from './report';
import { openStage } from './stage';

/** Measures and reports; whatever happens, no process and no file is left. */
export const bench = benchOf({ help: HELP, readOptions }, async (parts, options, log) => {
  log('Starting PostgreSQL, Temporal, the control, the textbook and Jornada ...');
  const stage = await openStage(parts, options);
  return report(await measure(stage, options, log), options);
});
