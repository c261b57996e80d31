import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Failpoint } from '#delivery';
import { soon } from '../../e2e/soon';
import type { SenderNotice, SenderOrder, SenderSettings } from './sender.orders';

/** A run to be moved: which stage it is on, and where it stays. */
export interface Errand {
  readonly place: number;
  readonly enrollmentId: string;
  readonly heldAt: Failpoint | null;
}

/** Who sends, as a process that can be killed. */
export interface Sender {
  /** Moves runs until each is done or held. @returns who is held, and where */
  work(errands: readonly Errand[]): Promise<ReadonlyMap<string, Failpoint>>;
  /** Whoever is held goes on, until all are done. */
  release(): Promise<void>;
  /** Kills it, and starts another. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a round may take (ms): others are busy here, too. */
const PATIENCE = 300_000;

export async function openSender(settings: SenderSettings): Promise<Sender> {
  const open = new Set<string>();
  const held = new Map<string, Failpoint>();
  const start = async (): Promise<ChildProcess> => {
    const env = { ...process.env, SENDER: JSON.stringify(settings) };
    const child = fork(path.join(__dirname, 'sender.process.js'), { env });
    const [ready] = (await once(child, 'message')) as [SenderNotice];
    if (ready.kind !== 'ready') throw new Error('who sends is not ready');
    child.on('message', (notice: SenderNotice) => {
      if (notice.kind === 'ready') return;
      if (notice.kind === 'held') return held.set(notice.enrollmentId, notice.at);
      open.delete(notice.enrollmentId);
      return held.delete(notice.enrollmentId);
    });
    return child;
  };
  let child = await start();
  const order = (one: SenderOrder): void => void child.send(one);
  const kill = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    async work(errands) {
      for (const { enrollmentId } of errands) open.add(enrollmentId);
      for (const errand of errands) order({ kind: 'work', ...errand });
      await soon('everybody is done or held', () => open.size === held.size, PATIENCE);
      return new Map(held);
    },
    async release() {
      order({ kind: 'release' });
      await soon('everybody is done', () => open.size === 0, PATIENCE);
    },
    async kill() {
      await kill();
      open.clear();
      held.clear();
      child = await start();
    },
    stop: kill,
  };
}
