import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** Takes lines; `status`, on a terminal, is a last line that changes in place. */
export type Log = ((line: string) => void) & { status?(text: string): void };

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  readonly born: string | null;
}

export interface LockHolder extends ProcessIdentity {
  readonly since: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface HeldLock {
  note(details: Readonly<Record<string, unknown>>): void;
  release(): void;
}

export interface SetupPart {
  isDone(root: string): boolean;
  run(root: string, tools: { readonly log: Log }): Promise<void>;
}

export interface GuardedSpawnOptions extends Omit<SpawnOptions, 'stdio' | 'detached'> {
  readonly endWith?: 'TERM' | 'INT' | 'QUIT' | 'KILL';
  readonly wholeGroup?: boolean;
  readonly stdio?: readonly ['pipe', 'pipe' | 'ignore' | number, 'pipe' | 'ignore' | number];
}

export interface Tool extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  readonly log: Log;
  readonly what: string;
  readonly failed: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly detail?: () => string;
  readonly onOutput?: (text: string) => void;
  readonly shorten?: (output: string) => string;
  readonly signal?: AbortSignal;
}

export class SetupError extends Error {
  constructor(sentence: string, output?: string);
  readonly output: string;
}

export function prepare(options: {
  readonly log: Log;
  readonly root?: string;
  readonly parts?: readonly SetupPart[];
  readonly node?: string;
}): Promise<void>;

export function createLog(stream?: NodeJS.WritableStream): Log;
export function withProgress<T>(
  log: Log,
  what: string,
  work: () => Promise<T>,
  detail?: () => string,
): Promise<T>;
export function runTool(tool: Tool): Promise<void>;
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options?: GuardedSpawnOptions,
): ChildProcess;
export function askToEnd(child: ChildProcess): void;
export function hashOfSources(
  root: string,
  paths: readonly string[],
  isSource?: (name: string) => boolean,
): string;

export function identify(pid?: number): ProcessIdentity;
export function isRunning(identity: ProcessIdentity): boolean;
export function commandLine(pid: number): string | null;

export function takeLock(
  file: string,
  details?: Readonly<Record<string, unknown>>,
): ({ readonly taken: true } & HeldLock) | { readonly taken: false; readonly holder: LockHolder };
export function waitForLock(
  file: string,
  options?: { readonly onWait?: (holder: LockHolder) => void; readonly signal?: AbortSignal },
): Promise<HeldLock>;
