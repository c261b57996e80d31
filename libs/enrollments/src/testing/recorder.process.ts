// A process of its own that records events, with a pool of its own: the other side of a race. Started by `startRecorder`.
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '#database';
import { setFailpointHook } from '#delivery/testing';
import { openEngine, record, type Engine, type Incoming } from '../index';

/** One event to be recorded. */
export interface Start {
  readonly workspaceId: string;
  readonly event: Incoming;
}

/** What became of it. */
export interface Finish {
  /** Enrollments that it woke and ended. */
  readonly woke: readonly string[];
  readonly ended: readonly string[];
  /** Enrollments that Temporal was told of. */
  readonly poked: readonly string[];
  /** When it was accepted (epoch ms). */
  readonly acceptedAt: number;
  /** Why it could not be recorded; null = it was. */
  readonly failure: string | null;
}

/** Events come spread over the time that turns take, and the last moment before their commit is stretched (ms). */
const SPREAD = 60;
const STRETCH = 6;

const database = openDatabase({ url: process.argv[2] ?? '', poolSize: 30 });
setFailpointHook((at) => (at === 'before-events-committed' ? pause(Math.random() * STRETCH) : undefined));

async function finish({ workspaceId, event }: Start): Promise<Finish> {
  await pause(Math.random() * SPREAD);
  const poked: string[] = [];
  const acceptedAt = Date.now();
  const engine: Engine = { ...shared, poke: (pokes) => poked.push(...pokes.map((one) => one.enrollmentId)) };
  try {
    const events = [{ ...event, timestamp: acceptedAt }];
    const [recorded] = await record(engine, workspaceId, events, acceptedAt);
    const { woke = [], ended = [] } = recorded ?? {};
    return { woke, ended, poked, acceptedAt, failure: null };
  } catch (error) {
    return { woke: [], ended: [], poked, acceptedAt, failure: String(error) };
  }
}

const shared = openEngine(database, () => undefined);
const finishAll = async (starts: readonly Start[]): Promise<void> => {
  process.send?.(await Promise.all(starts.map(finish)));
};
const die = (): void => process.exit(1);

process.on('message', (starts: readonly Start[]) => {
  finishAll(starts).catch(die);
});
process.once('disconnect', () => {
  database.close().then(() => process.exit(0), die);
});
