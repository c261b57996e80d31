import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds in one tick of /proc: Linux shows CPU time in hundredths of a second, whatever its own clock. */
const TICK = 10;

interface Spent {
  readonly parent: number;
  /** Its own time, and that of the children that have ended (ms). */
  readonly own: number;
  readonly ofEnded: number;
}

/**
 * CPU time that processes have spent so far, in milliseconds: each with its children (PostgreSQL's sessions) that are
 * not told apart themselves.
 * @returns null where the system has no /proc
 */
export function readCpuTime<Name extends string>(pids: Readonly<Record<Name, number>>): CpuTime<Name> | null {
  const all = readAll();
  if (all.size === 0) return null;
  const told = new Set(Object.values<number>(pids));
  const spent = (pid: number): number => {
    const root = all.get(pid);
    const children = [...all].flatMap(([child, one]) =>
      one.parent === pid && !told.has(child) ? [one] : [],
    );
    return (
      (root ? root.own + root.ofEnded : 0) + children.reduce((sum, one) => sum + one.own + one.ofEnded, 0)
    );
  };
  const entries = Object.entries<number>(pids).map(([name, pid]) => [name, spent(pid)] as const);
  return Object.fromEntries(entries) as CpuTime<Name>;
}

/** The processes that a process has begun and that have not ended. */
export function childrenOf(pid: number): readonly number[] {
  return [...readAll()].flatMap(([child, { parent }]) => (parent === pid ? [child] : []));
}

/** Milliseconds by process. */
export type CpuTime<Name extends string> = Readonly<Record<Name, number>>;

function readAll(): ReadonlyMap<number, Spent> {
  const found = new Map<number, Spent>();
  for (const name of namesIn('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(`/proc/${name}/stat`);
    if (stat) found.set(Number(name), stat);
  }
  return found;
}

function readStat(file: string): Spent | null {
  try {
    // "pid (name) state ppid ...": the name may hold spaces and brackets. See proc_pid_stat(5).
    const text = readFileSync(file, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { parent, own: (user + system) * TICK, ofEnded: (endedUser + endedSystem) * TICK };
  } catch {
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
