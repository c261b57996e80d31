import { type Log, withProgress } from './setup';

/** Something that was started: a server, a connection, a lock. Its name goes on a sentence: "the API". */
export interface RunningPart {
  stop(): Promise<void> | void;
  /** Ends it at once, without order; must not wait. */
  kill?(): void;
  /** Settles, with how, when it has ended, whoever ended it. */
  readonly ended?: Promise<string>;
  /** Where what it says is kept. */
  readonly logFile?: string | null;
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
    private readonly onEnded: (sentence: string) => void = () => undefined,
  ) {}

  private get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Starts a part and answers it.
   * @throws StoppedEarly when the stack was told to stop meanwhile
   */
  async start<Part extends RunningPart>(name: string, begin: () => Promise<Part> | Part): Promise<Part> {
    return this.during(async () => {
      const part = await begin();
      this.#running.push({ name, part });
      part.ended?.then(
        (how) => {
          if (!this.signal.aborted)
            this.onEnded(capital(`${name} has ended by itself (${how})${logOf(part)}.`));
        },
        () => undefined,
      );
      return part;
    });
  }

  /**
   * Does what belongs to the start: stopping waits until it is done, or gives up by the signal.
   * @throws StoppedEarly when the stack was told to stop meanwhile
   */
  async during<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.signal.throwIfAborted();
    const working = work(this.signal);
    this.#starting.add(working);
    try {
      return await working;
    } finally {
      this.#starting.delete(working);
      this.signal.throwIfAborted();
    }
  }

  /** Stops everything, the last first. One that cannot stop is said so, and does not keep the others. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    await this.#stopped;
  }

  async #stopAll(): Promise<void> {
    this.#stop.abort(new StoppedEarly());
    await Promise.allSettled(this.#starting);
    for (const { name, part } of this.#running.toReversed()) {
      try {
        await withProgress(this.log, `Stopping ${name}`, async () => part.stop());
      } catch (error) {
        this.log(
          `${capital(name)} did not stop in order: ${error instanceof Error ? error.message : String(error)}`,
        );
        part.kill?.();
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

function logOf({ logFile }: RunningPart): string {
  return typeof logFile === 'string' ? `; its log is ${logFile}` : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
