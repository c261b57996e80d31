// Events over HTTP beside bare INSERTs of the same rows, in alternating rounds on the same database: docs/benchmarks.md.
import { measure } from './ingest/measure';
import { HELP, readOptions } from './ingest/options';
import { openScene } from './ingest/scene';
import { report } from './ingest/report';
import { benchOf } from './live-bench';
import { openStage } from './stage';

/** Measures and reports; whatever happens, no process and no file is left. */
export const bench = benchOf({ help: HELP, readOptions }, async (parts, options, log) => {
  log('Starting PostgreSQL, Temporal and Jornada ...');
  const stage = await openStage(parts, { apart: true, profiles: options.cpuProfiles });
  const scene = await parts.start('the scene', () => openScene(stage, options, log));
  return report(await measure(scene, options, log), options);
});
