import { RunningParts } from '../../apps/standalone/src/running-parts';
import type { Log } from '../../apps/standalone/src/setup';
import { onStopSignals } from '../../apps/standalone/src/stop-signals';

/** What a process ends with that was interrupted. */
const INTERRUPTED = 130;

/**
 * The life of a bench: it starts parts, measures and reports. Whatever happens, no process and no file is left.
 * @returns the exit code
 */
export async function liveBench(log: Log, run: (parts: RunningParts) => Promise<number>): Promise<number> {
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
    return await Promise.race([run(parts), told]);
  } finally {
    await parts.stop();
  }
}

/**
 * A bench as `npm run bench` calls it: shows its help where that is asked for, else lives as `liveBench` says.
 * @param readOptions null where help is asked for
 * @returns what measures and reports: the last line of the standard output is JSON; it answers the exit code, and throws
 *   WrongOption
 */
export function benchOf<Options>(
  {
    help,
    readOptions,
  }: { readonly help: string; readonly readOptions: (args: readonly string[]) => Options | null },
  run: (parts: RunningParts, options: Options, log: Log) => Promise<string>,
): (args: readonly string[], surroundings: { readonly log: Log }) => Promise<number> {
  return async (args, { log }) => {
    const options = readOptions(args);
    if (!options) {
      process.stdout.write(help);
      return 0;
    }
    return liveBench(log, async (parts) => {
      process.stdout.write(await run(parts, options, log));
      return 0;
    });
  };
}
