import { setTimeout as pause } from 'node:timers/promises';
import { OperationalError } from '#faults';
import { meters } from '#telemetry';
import { commitGroup, lockedAmong, type Committer } from './commit-group';
import type { WaitingEvent } from './waiting-event';
import { WorkspaceLanes } from './workspace-lanes';

/** How many events share a transaction at most. */
const MOST_TOGETHER = 500;
/** Transactions under way at once, of all workspaces: enough that one which floods cannot have them all. */
const MOST_AT_ONCE = 8;
/** How often it is looked whether locked profiles have become free (ms). */
const LOOKS_EVERY = 100;

/**
 * Commits events in groups. Nobody waits to be grouped: an event that finds its lane free is recorded at once; what
 * arrives while a transaction is under way goes together in the next. Workspaces take turns.
 */
export class WorkQueue {
  /** Those with events on their way; whose turn was last is the last. */
  private readonly workspaces = new Map<string, WorkspaceLanes>();
  private underWay = 0;
  private isCalled = false;
  private isWatching = false;

  /**
   * @param committer asked for when there is something to commit
   * @param patience how long somebody waits whose profile is locked (ms)
   */
  constructor(
    private readonly committer: () => Committer,
    private readonly patience: number,
  ) {}

  /** Queues events of a workspace, in order. Each is settled once. */
  add(workspaceId: string, events: readonly WaitingEvent[]): void {
    const lanes = this.workspaces.get(workspaceId) ?? new WorkspaceLanes();
    this.workspaces.set(workspaceId, lanes);
    for (const one of events) lanes.add(one);
    this.call();
  }

  /** Calls for work once what arrives in the same moment is there. */
  private call(): void {
    if (this.isCalled) return;
    this.isCalled = true;
    setImmediate(() => {
      this.isCalled = false;
      this.work();
    });
  }

  private work(): void {
    for (const [workspaceId, lanes] of [...this.workspaces]) {
      if (this.underWay >= MOST_AT_ONCE) return;
      const next = lanes.take(MOST_TOGETHER);
      if (!next) continue;
      this.workspaces.delete(workspaceId);
      this.workspaces.set(workspaceId, lanes);
      this.underWay += 1;
      const { lane, group } = next;
      meters.groupEvents.observe(group.length);
      const stopTimer = meters.commitSeconds.startTimer();
      const failAll = (error: unknown): readonly WaitingEvent[] => fail(group, error);
      commitGroup(this.committer(), workspaceId, group)
        .catch(failAll)
        .finally(() => void stopTimer())
        .then((locked) => this.finish(workspaceId, lanes, lane, group, locked))
        .catch(failAll);
      this.call();
    }
  }

  private finish(
    workspaceId: string,
    lanes: WorkspaceLanes,
    ...[lane, group, locked]: Parameters<WorkspaceLanes['giveBack']>
  ): void {
    this.underWay -= 1;
    lanes.giveBack(lane, group, locked);
    this.closeIfEmpty(workspaceId, lanes);
    if (locked.length > 0) this.watch().catch(() => undefined);
    this.call();
  }

  /** Looks for people who are locked no longer, while there are any; who has waited for too long is told so. */
  private async watch(): Promise<void> {
    if (this.isWatching) return;
    this.isWatching = true;
    for (let held = this.held(); held.length > 0; held = this.held()) {
      await pause(LOOKS_EVERY);
      for (const [workspaceId, lanes] of held) {
        fail(lanes.giveUp(Date.now() - this.patience), lockedForLong());
        const locked = await lockedAmong(this.committer(), workspaceId, lanes.held).catch(() => null);
        if (locked) lanes.free(locked);
        this.closeIfEmpty(workspaceId, lanes);
      }
      this.call();
    }
    this.isWatching = false;
  }

  private held(): readonly (readonly [string, WorkspaceLanes])[] {
    return [...this.workspaces].filter(([, lanes]) => lanes.held.length > 0);
  }

  private closeIfEmpty(workspaceId: string, lanes: WorkspaceLanes): void {
    if (lanes.isEmpty) this.workspaces.delete(workspaceId);
  }
}

function fail(group: readonly WaitingEvent[], error: unknown): readonly WaitingEvent[] {
  for (const { settle } of group) settle({ kind: 'failed', error });
  return [];
}

function lockedForLong(): OperationalError {
  return new OperationalError('somebody else has had a profile locked for a long time');
}
