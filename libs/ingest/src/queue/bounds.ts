import { OperationalError, UserError } from '#faults';

/** How much may wait to be committed, at most: events, and their bytes. */
export interface Bound {
  readonly events: number;
  readonly bytes: number;
}

/** Bounds of one key, of one workspace and of the process. */
export interface Bounds {
  readonly key: Bound;
  readonly workspace: Bound;
  readonly process: Bound;
}

const MB = 1024 * 1024;

/** A few seconds of work each: who waits longer than that has been given up by its client. */
export const usualBounds: Bounds = {
  key: { events: 5_000, bytes: 16 * MB },
  workspace: { events: 10_000, bytes: 32 * MB },
  process: { events: 40_000, bytes: 128 * MB },
};

/** Who sends, and how much. */
export interface Load extends Bound {
  readonly workspaceId: string;
  /** Null: none that may be told apart from others of the workspace. */
  readonly keyId: string | null;
}

/** When a refused call may be tried again (s): what waits now has been worked off by then. */
const RETRY_AFTER = 2;

/**
 * Counts what waits. A key's share is bounded first, then its workspace's, then the process's: who floods is told to
 * slow down before anybody else hears of it.
 */
export class Admission {
  private readonly counts = new Map<string, { events: number; bytes: number }>();

  constructor(private readonly bounds: Bounds) {}

  /**
   * Lets a call in, whole; `leave` is to be called once it is answered. Where nothing waits, any call is let in.
   * @throws UserError 429 `too-many-waiting`; OperationalError where the process is full
   */
  enter(load: Load): void {
    for (const [name, bound] of this.sharesOf(load))
      if (this.isFull(name, load, bound)) throw tooManyWaiting();
    if (this.isFull('process', load, this.bounds.process))
      throw new OperationalError('as many events wait to be committed as this process holds');
    this.add(load, 1);
  }

  /** Forgets what waits no longer. */
  leave(load: Load): void {
    this.add(load, -1);
  }

  private sharesOf({ keyId, workspaceId }: Load): readonly (readonly [string, Bound])[] {
    const workspace = [workspaceId, this.bounds.workspace] as const;
    return keyId === null ? [workspace] : [[`${workspaceId}/${keyId}`, this.bounds.key], workspace];
  }

  private isFull(name: string, load: Bound, bound: Bound): boolean {
    const count = this.counts.get(name);
    if (!count) return false;
    return count.events + load.events > bound.events || count.bytes + load.bytes > bound.bytes;
  }

  private add(load: Load, sign: 1 | -1): void {
    for (const name of ['process', ...this.sharesOf(load).map(([share]) => share)]) {
      const { events, bytes } = this.counts.get(name) ?? { events: 0, bytes: 0 };
      const count = { events: events + sign * load.events, bytes: bytes + sign * load.bytes };
      if (count.events === 0) this.counts.delete(name);
      else this.counts.set(name, count);
    }
  }
}

function tooManyWaiting(): UserError {
  return new UserError({
    status: 429,
    code: 'too-many-waiting',
    detail: 'Events come faster than they can be committed.',
    hint: 'Send the same again after Retry-After; calls with many events each are worked off fastest.',
    retryAfter: RETRY_AFTER,
  });
}
