import { tmpdir } from 'node:os';
import path from 'node:path';
import { end, endOf } from '../../apps/standalone/src/child-end';
import { packageRoot } from '../../apps/standalone/src/package-root';
import { spawnGuarded } from '../../apps/standalone/src/setup';
import { eventually } from '../../apps/standalone/src/testing/eventually';

/** A Node program of ours that runs. */
export interface Program {
  readonly pid: number;
  /** Settles when it has ended, with how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

const READY_WITHIN = 60_000;

/**
 * Starts a program and waits until it is ready. It ends with this process, also by SIGKILL.
 * @param file below dist/
 * @param isReady by what it has said so far
 * @param profiles folder for its CPU profile; null = none
 * @throws Error with what it said, where it ends or does not become ready
 */
export async function startProgram({
  file,
  env,
  isReady,
  profiles,
}: {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isReady: (said: string) => boolean | Promise<boolean>;
  readonly profiles: string | null;
}): Promise<Program> {
  const profiling =
    profiles === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profiles, '--cpu-prof-interval', '500'];
  const child = spawnGuarded(process.execPath, [...profiling, path.join(packageRoot(), 'dist', file)], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = endOf(child);
  const stop = (): Promise<void> => end(child, ended, 15_000);
  try {
    await eventually(
      `${file} is ready`,
      async () => {
        if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
        return isReady(said);
      },
      READY_WITHIN,
    );
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said}`, { cause: error });
  }
  return { pid: child.pid ?? 0, ended, stop, kill: () => void child.kill('SIGKILL') };
}
