import { type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { askToEnd } from './setup';

/** Settles when the process has ended, with how: "exit code 1", "SIGKILL", or why it never began. */
export async function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** Tells a guarded process to stop and gives it time; then ruder signals, each with five seconds, until it has ended. */
export async function end(
  child: ChildProcess,
  ended: Promise<string>,
  patienceMs: number,
  ruder: readonly NodeJS.Signals[] = ['SIGKILL'],
): Promise<void> {
  askToEnd(child);
  if (await settlesWithin(ended, patienceMs)) return;
  for (const signal of ruder) {
    child.kill(signal);
    if (await settlesWithin(ended, 5_000)) return;
  }
}

async function settlesWithin(ended: Promise<string>, patienceMs: number): Promise<boolean> {
  const patience = new AbortController();
  const lateness = pause(patienceMs, false, { signal: patience.signal }).catch(() => false);
  const isInTime = await Promise.race([ended.then(() => true), lateness]);
  patience.abort();
  return isInTime;
}
