import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf } from '../bench/cpu-time';
import type { Proc } from '../e2e/proc';
import type { Temporal } from '../setup/temporal';
import type { OwnServers } from './own-servers';

/** Something that can be killed, told to end, stopped in the middle, and brought back. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  /** Ends it in order. */
  end(): Promise<unknown>;
  start(): Promise<void>;
  /** Its processes. */
  pids(): readonly number[];
  /** Whether it has ended by itself. */
  hasFailed(): boolean;
  /** Somebody is about it. */
  isTaken: boolean;
}

/** How long it may take to come back while others are being killed (ms). */
const BACK_WITHIN = 120_000;

export function procVictim(name: string, proc: Proc): Victim {
  return {
    ...{ name, isTaken: false },
    kill: () => proc.kill(),
    end: () => proc.stop(),
    start: () => proc.start(),
    pids: () => [proc.pid()],
    hasFailed: () => proc.hasFailed(),
  };
}

export function postgresVictim({ postgres }: OwnServers): Victim {
  return {
    ...{ name: 'PostgreSQL', isTaken: false },
    kill: () => postgres.kill(),
    end: () => postgres.stop(),
    start: () => postgres.start(),
    pids: () => [postgres.pid(), ...childrenOf(postgres.pid())],
    hasFailed: () => false,
  };
}

export function temporalVictim(temporal: Temporal): Victim {
  return {
    ...{ name: 'Temporal', isTaken: false },
    kill: () => temporal.kill(),
    end: () => temporal.stop(),
    start: () => temporal.start(),
    pids: () => [temporal.pid()],
    hasFailed: () => false,
  };
}

/** Brings it back, as whoever supervises processes does: one that cannot start while another is away is started again. */
export async function bringBack(victim: Victim): Promise<void> {
  for (const deadline = Date.now() + BACK_WITHIN; ; await pause(200)) {
    try {
      await victim.start();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${victim.name} does not come back`, { cause: error });
      await victim.kill().catch(() => undefined);
    }
  }
}

/** Stops all its processes where they are, for a while. */
export async function halt(victim: Victim, ms: number): Promise<void> {
  const pids = victim.pids().filter((pid) => pid > 0);
  signal(pids, 'SIGSTOP');
  try {
    await pause(ms);
  } finally {
    signal(pids, 'SIGCONT');
  }
}

function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  }
}
