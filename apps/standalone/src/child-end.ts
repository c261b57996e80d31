import { type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Settles when the process has ended, with how: "exit code 1", "SIGKILL", or why it never began. */
export async function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** One signal after the other, each with the time that it is given, until the process has ended. */
export async function endBySignals(
  child: ChildProcess,
  ended: Promise<string>,
  signals: readonly (readonly [NodeJS.Signals, number])[],
): Promise<void> {
  for (const [signal, patienceMs] of signals) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    child.kill(signal);
    const patience = new AbortController();
    await Promise.race([ended, pause(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }
  await ended;
}
