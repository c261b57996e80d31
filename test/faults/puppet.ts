import type { Failpoint } from '#delivery';
import type { Proc, ProcOptions } from '../e2e/proc';
import { soon } from '../e2e/soon';
import { countsIn, type Counts, type Notice, type Order } from './orders';

type Unnumbered<O> = O extends Order ? Omit<O, 'number'> : never;

/** The strings by which a spec holds a process at failpoints. */
export interface Puppet {
  /** How to start it. */
  readonly options: Partial<ProcOptions>;
  /** Holds so many of those who come next at each of these failpoints. */
  hold(most: Counts): Promise<void>;
  /** Waits until as many are held as were to be. */
  full(): Promise<void>;
  /** Lets so many of them go on. */
  letGo(of: Counts): Promise<void>;
  release(): Promise<void>;
  busy(isBusy: boolean): Promise<void>;
  /** Forgets who was held: the process was killed. */
  forget(): void;
}

/** @param file of the process, which follows orders, below dist/ */
export function puppet(
  name: string,
  file: string,
  env: Readonly<Record<string, string>> = {},
): Puppet & {
  /** What moves, once it is started. */
  tie(moved: Proc): void;
} {
  const wanted = new Map<Failpoint, number>();
  const held = new Map<Failpoint, number>();
  const followed = new Set<number>();
  let orders = 0;
  let tied: Proc | null = null;
  const hear = (message: object): void => {
    const notice = message as Notice;
    if (notice.kind === 'followed') followed.add(notice.number);
    else held.set(notice.at, (held.get(notice.at) ?? 0) + 1);
  };
  const order = async (wish: Unnumbered<Order>): Promise<void> => {
    const number = (orders += 1);
    tied?.tell({ ...wish, number });
    await soon(`the ${name} does as it is told`, () => followed.has(number));
  };
  const forget = (): void => {
    wanted.clear();
    held.clear();
  };
  return {
    options: { file, env, hear, isReady: (said) => /^ready$/m.test(said) },
    tie: (moved) => (tied = moved),
    async hold(most) {
      for (const [at, count] of countsIn(most)) wanted.set(at, (wanted.get(at) ?? 0) + count);
      await order({ kind: 'hold', most });
    },
    async letGo(of) {
      for (const [at, count] of countsIn(of))
        for (const counted of [wanted, held]) counted.set(at, (counted.get(at) ?? 0) - count);
      await order({ kind: 'let-go', of });
    },
    async full() {
      const shown = (counts: ReadonlyMap<Failpoint, number>): string =>
        JSON.stringify(Object.fromEntries(counts));
      await soon(`${shown(wanted)} are held`, () =>
        [...wanted].every(([at, count]) => held.get(at) === count),
      ).catch((error: unknown) => {
        throw new Error(`the ${name} holds ${shown(held)} of ${shown(wanted)}: ${tied?.said() ?? ''}`, {
          cause: error,
        });
      });
    },
    async release() {
      forget();
      await order({ kind: 'release' });
    },
    busy: (isBusy) => order({ kind: 'busy', isBusy }),
    forget,
  };
}
