import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../package-root';

/** A `npm start` in a process of its own. */
export interface NpmStart {
  readonly pid: number;
  /** All that it said up to now. */
  said(): string;
  /** Settles with its exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts what `npm start` starts, in its own process group, with nothing set but what is given. */
export function npmStart(settings: Readonly<Record<string, string>>): NpmStart {
  const { PATH = '', HOME = '', XDG_CACHE_HOME } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(packageRoot(), 'apps/standalone/start.mjs')],
    {
      cwd: packageRoot(),
      env: { PATH, HOME, ...(XDG_CACHE_HOME === undefined ? {} : { XDG_CACHE_HOME }), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'gone'))),
    kill: (signal) => child.kill(signal),
  };
}
