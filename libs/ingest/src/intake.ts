import { isDatabaseAway } from '#database';
import { record, type Engine, type Incoming, type Recorded } from '#enrollments';

/** Where events are taken in: single ones that arrive at the same time share a transaction. */
export interface Intake {
  readonly engine: Engine;
  /**
   * As `record` of libs/enrollments: what this answers is committed.
   * @param now when they were accepted (epoch ms); a single event is accepted when its turn comes
   */
  record(workspaceId: string, events: readonly Incoming[], now: number): Promise<readonly Recorded[]>;
}

/** How many transactions of one workspace may be under way at once, and how many events share one at most. */
const LINES = 4;
const MOST_TOGETHER = 200;

/** An event whose sender waits for the answer. */
interface Waiting {
  readonly event: Incoming;
  readonly resolve: (recorded: readonly Recorded[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens an intake. Nobody waits to be grouped: an event that finds its line free is recorded at once; what arrives while
 * a transaction is under way goes together in the next. A person's events stand in one line, so that their order holds.
 * @param host whose engine is asked for when the first event comes
 * @param commit records events in one transaction
 */
export function openIntake(host: Pick<Intake, 'engine'>, commit: typeof record = record): Intake {
  const lines = new Map<string, Waiting[]>();

  async function work(name: string, workspaceId: string, line: Waiting[]): Promise<void> {
    while (line.length > 0) await commitTogether(workspaceId, line.splice(0, MOST_TOGETHER));
    lines.delete(name);
  }

  /** One that cannot be stored fails alone: the others are stored without it. */
  async function commitTogether(workspaceId: string, waiting: readonly Waiting[]): Promise<void> {
    try {
      const events = waiting.map((one) => one.event);
      const recorded = await commit(host.engine, workspaceId, events, Date.now());
      waiting.forEach((one, index) => one.resolve(recorded.slice(index, index + 1)));
    } catch (error) {
      if (waiting.length === 1 || isDatabaseAway(error)) {
        for (const one of waiting) one.reject(error);
        return;
      }
      const half = Math.ceil(waiting.length / 2);
      await commitTogether(workspaceId, waiting.slice(0, half));
      await commitTogether(workspaceId, waiting.slice(half));
    }
  }

  return {
    get engine() {
      return host.engine;
    },
    record(workspaceId, events, now) {
      const [event, ...more] = events;
      // A call of many is a group already.
      if (!event || more.length > 0) return commit(host.engine, workspaceId, events, now);
      return new Promise((resolve, reject) => {
        const name = `${workspaceId}/${lineOf(event)}`;
        const line = lines.get(name);
        if (line) {
          line.push({ event, resolve, reject });
          return;
        }
        const opened = [{ event, resolve, reject }];
        lines.set(name, opened);
        work(name, workspaceId, opened).catch(reject);
      });
    },
  };
}

/** In which line a person's events stand. */
function lineOf({ userId, anonymousId }: Incoming): number {
  let hash = 0;
  for (const character of userId ?? anonymousId ?? '') hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % LINES;
}
