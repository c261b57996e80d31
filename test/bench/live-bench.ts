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
