import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine, identify, isRunning } from '../setup';

const PATIENCE_MS = 15_000;

/**
 * Stops a PostgreSQL that an earlier start left on this cluster, and forgets one that is dead. Only for whoever owns
 * the folder: nobody else may be using it.
 */
export async function stopLeftoverPostgres(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === null) return;
  if (isAtWorkIn(cluster, pid)) {
    const leftover = identify(pid);
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (await endsBy(signal, leftover)) break;
    }
  }
  rmSync(pidFile, { force: true });
}

/** The pid may by now be somebody else's. A PostgreSQL of this cluster stands in it, and was started with its name. */
function isAtWorkIn(cluster: string, pid: number): boolean {
  return currentFolder(pid) === cluster || commandLine(pid)?.includes(cluster) === true;
}

function currentFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

async function endsBy(signal: NodeJS.Signals, leftover: ReturnType<typeof identify>): Promise<boolean> {
  if (isRunning(leftover)) process.kill(leftover.pid, signal);
  for (const deadline = Date.now() + PATIENCE_MS; isRunning(leftover); await pause(50)) {
    if (Date.now() > deadline) return false;
  }
  return true;
}

/** The pid in the first line of postmaster.pid, where there is such a file. */
function pidIn(pidFile: string): number | null {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
