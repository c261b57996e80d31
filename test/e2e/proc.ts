import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../apps/standalone/src/package-root';
import { soon } from './soon';

/** A process that can be killed and started again. */
export interface Proc {
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  start(): Promise<void>;
  /** Everything that it has said so far. */
  readonly said: () => string;
  readonly pid: () => number;
  /** Whether it has ended, though nobody told it to. */
  readonly hasFailed: () => boolean;
  /** Sends it a message, where it hears any. */
  tell(message: object): void;
}

/** How to run a process. */
export interface ProcOptions {
  /** In messages of ours. */
  readonly name: string;
  /** Below dist/ */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** By what it has said so far. */
  readonly isReady: (said: string) => Promise<boolean> | boolean;
  /** How long it may take to become ready (ms); left out: as anything else. */
  readonly readyWithin?: number;
  /** Messages from it. */
  readonly hear?: (message: object) => void;
}

/** A process that is not started yet. */
export function proc({ name, file, env, isReady, readyWithin, hear }: ProcOptions): Proc {
  let child: ChildProcess | null = null;
  let said = '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
    return ending.exitCode;
  };
  return {
    said: () => said,
    pid: () => child?.pid ?? 0,
    hasFailed: () => child !== null && (child.exitCode !== null || child.signalCode !== null),
    tell: (message) => void child?.send(message),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async start() {
      said = '';
      const started = spawn(process.execPath, [path.join(packageRoot(), 'dist', file)], {
        cwd: tmpdir(),
        env: { PATH: process.env['PATH'] ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe', ...(hear ? (['ipc'] as const) : [])],
      });
      child = started;
      const note = (chunk: Buffer): void => void (said += chunk.toString());
      started.stdout?.on('data', note);
      started.stderr?.on('data', note);
      if (hear) started.on('message', hear);
      const ready = async (): Promise<boolean> => {
        if (started.exitCode !== null) throw new Error(`the ${name} ended with ${started.exitCode}: ${said}`);
        return isReady(said);
      };
      await soon(`the ${name} is ready`, ready, readyWithin);
    },
  };
}
