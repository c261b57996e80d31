import { type Log } from './setup';

/** Something that was started: a server, a connection, a lock. */
export interface RunningPart {
  stop(): Promise<void> | void;
  /** Ends it at once, without order; must not wait. */
  kill?(): void;
  /** Settles, with how, when it has ended, whoever ended it. */
  readonly ended?: Promise<string>;
}

/** Thrown out of a start that was told to stop. */
export class StoppedEarly extends Error {
  override readonly name = 'StoppedEarly';
}

/**
 * The parts of a stack, started one after the other or side by side, and stopped in reverse. Whatever goes wrong, and
 * whenever, `stop` leaves nothing running: what is still starting is waited for and then stopped.
 */
export class RunningParts {
  readonly #running: { readonly name: string; readonly part: RunningPart }[] = [];
  readonly #starting = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  #stopped: Promise<void> | null = null;

  constructor(
    private readonly log: Log,
    private readonly onEnded: (name: string, how: string) => void = () => undefined,
  ) {}

  /** Aborts when the stack is to stop; for starts that take long. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Starts a part and answers it.
   * @throws StoppedEarly when the stack was told to stop meanwhile
   */
  async start<Part extends RunningPart>(name: string, begin: () => Promise<Part> | Part): Promise<Part> {
    if (this.signal.aborted) throw new StoppedEarly();
    const starting = this.#begin(name, begin);
    this.#starting.add(starting);
    try {
      return await starting;
    } finally {
      this.#starting.delete(starting);
    }
  }

  async #begin<Part extends RunningPart>(name: string, begin: () => Promise<Part> | Part): Promise<Part> {
    const part = await begin();
    this.#running.push({ name, part });
    part.ended?.then(
      (how) => {
        if (!this.signal.aborted) this.onEnded(name, how);
      },
      () => undefined,
    );
    if (this.signal.aborted) throw new StoppedEarly();
    return part;
  }

  /** Stops everything, the last first. One that cannot stop is said so, and does not keep the others. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    await this.#stopped;
  }

  async #stopAll(): Promise<void> {
    this.#stop.abort(new StoppedEarly());
    await Promise.allSettled(this.#starting);
    for (let last = this.#running.at(-1); last !== undefined; last = this.#running.at(-1)) {
      try {
        await last.part.stop();
      } catch (error) {
        this.log(`${last.name} did not stop in order: ${error instanceof Error ? error.message : String(error)}`);
        last.part.kill?.();
      }
      this.#running.pop();
    }
  }

  /** Ends everything at once. */
  kill(): void {
    this.#stop.abort(new StoppedEarly());
    for (const { part } of this.#running.toReversed()) part.kill?.();
  }
}
