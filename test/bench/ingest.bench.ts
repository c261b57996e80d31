// Events over HTTP beside bare INSERTs of the same rows, in alternating rounds on the same database: docs/benchmarks.md.
import type { Log } from '../../apps/standalone/src/setup';
import { measure } from './ingest/measure';
import { HELP, readOptions } from './ingest/options';
import { openScene } from './ingest/scene';
import { report } from './ingest/report';
import { liveBench } from './live-bench';
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
    log('Starting PostgreSQL, Temporal and Jornada ...');
    const stage = await openStage(parts, { apart: true, profiles: options.cpuProfiles });
    const scene = await parts.start('the scene', () => openScene(stage, options, log));
    process.stdout.write(report(await measure(scene, options, log), options));
    return 0;
  });
}
